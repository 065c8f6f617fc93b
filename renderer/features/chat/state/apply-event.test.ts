import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import { textOf, thoughtOf, type Message } from "../../../../shared/chat/message.ts";
import type { RunPhase } from "../../../../shared/chat/run.ts";
import type { EventMessage } from "../../../../shared/ipc/contract.ts";
import { applyEvent, type Applied } from "./apply-event.ts";
import { currentRunOf, liveChatFrom, type LiveChat } from "./live-chat.ts";

function message(id: string, parentId: string | null, more: Partial<Message> = {}): Message {
  return {
    id,
    conversationId: "c",
    parentId,
    role: "assistant",
    createdAtMs: 0,
    parts: [],
    status: { type: "streaming" },
    modelName: null,
    stats: null,
    isReasoningOpen: false,
    isPinned: false,
    contextStartId: null,
    task: null,
    ...more,
  };
}

const question = message("q", null, {
  role: "user",
  parts: [{ type: "text", text: "Hello" }],
  status: { type: "complete" },
});

function chatWith(
  messages: readonly Message[],
  activeLeafId: string | null,
  runs: { id: string; seq: number }[] = [],
) {
  return liveChatFrom(
    {
      conversation: {
        id: "c",
        title: "Hello",
        createdAtMs: 0,
        updatedAtMs: 0,
        modelId: "m",
        modelName: "M",
        settings: defaultChatSettings,
        activeLeafId,
        messages,
      },
      runs: runs.map(({ id, seq }) => ({
        runId: `run-${id}`,
        conversationId: "c",
        messageId: id,
        seq,
        phase: { type: "answering" },
      })),
    },
    0,
  );
}

function delta(seq: number, text: string, part: "text" | "thought" = "text", messageId = "r"): EventMessage {
  return {
    event: "chat.delta",
    data: { runId: `run-${messageId}`, conversationId: "c", messageId, seq, part, text },
  };
}

function run(phase: RunPhase, seq: number, messageId = "r"): EventMessage {
  return {
    event: "chat.run",
    data: { runId: `run-${messageId}`, conversationId: "c", messageId, phase, seq },
  };
}

function applyAll(chat: LiveChat, events: readonly EventMessage[]): Applied {
  let current = chat;
  for (const event of events) {
    const applied = applyEvent(current, event, 0);
    if (typeof applied === "string") return applied;
    current = applied;
  }
  return current;
}

function open(applied: Applied): LiveChat {
  if (typeof applied === "string") throw new Error(`the chat is ${applied}`);
  return applied;
}

function replyIn(chat: LiveChat): Message {
  const found = chat.messages.get("r");
  if (!found) throw new Error("there is no reply");
  return found;
}

describe("applyEvent", () => {
  it("follows a reply from its first event to its end", () => {
    const final = message("r", "q", {
      parts: [{ type: "text", text: "Hi there" }],
      status: { type: "complete" },
    });
    const chat = open(
      applyAll(chatWith([question], "q"), [
        { event: "chat.message", data: message("r", "q") },
        run({ type: "queued", ahead: 0 }, 0),
        run({ type: "answering" }, 0),
        delta(1, "Hi"),
        delta(2, " there"),
      ]),
    );
    expect(textOf(replyIn(chat))).toBe("Hi there");
    expect(chat.branch).toEqual(["q", "r"]);
    expect(currentRunOf(chat)?.run.phase.type).toBe("answering");

    const ended = open(
      applyAll(chat, [
        { event: "chat.message", data: final },
        { event: "chat.ended", data: { runId: "run-r", messageId: "r", conversationId: "c" } },
      ]),
    );
    expect(replyIn(ended).status.type).toBe("complete");
    expect(currentRunOf(ended)).toBeNull();
  });

  it("keeps reasoning and answer apart", () => {
    const chat = open(
      applyAll(chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]), [
        delta(1, "Let me ", "thought"),
        delta(2, "see", "thought"),
        delta(3, "Yes"),
      ]),
    );
    expect(thoughtOf(replyIn(chat))).toEqual({ type: "thought", text: "Let me see", durationMs: null });
    expect(textOf(replyIn(chat))).toBe("Yes");
  });

  it("has the complete text or is stale, whichever events are lost, repeated or late", () => {
    const pieces = ["a", "b", "c", "d", "e", "f"];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: pieces.length - 1 }), { maxLength: 12 }), (order) => {
        const start = chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]);
        const applied = applyAll(
          start,
          order.map((at) => delta(at + 1, pieces[at] ?? "")),
        );
        if (applied === "stale") return;
        const text = textOf(replyIn(open(applied)));
        expect(text).toBe(pieces.slice(0, text.length).join(""));
        const seen = new Set(order);
        expect(text).toHaveLength(seen.size);
      }),
    );
  });

  it("ignores deltas whose text the fetched chat already contains", () => {
    const chat = chatWith([question, message("r", "q", { parts: [{ type: "text", text: "Hi" }] })], "r", [
      { id: "r", seq: 3 },
    ]);
    const applied = open(applyAll(chat, [delta(2, "old"), delta(3, "old"), delta(4, " there")]));
    expect(textOf(replyIn(applied))).toBe("Hi there");
  });

  it.each([
    ["a number is missing", [delta(2, "b")]],
    ["the message is unknown", [delta(1, "a", "text", "unknown")]],
    ["a run reports a later delta number", [run({ type: "answering" }, 5)]],
  ])("is stale when %s", (_name, events) => {
    const start = chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]);
    expect(applyAll(start, events)).toBe("stale");
  });

  it("is stale when a delta arrives for a reply without a known run", () => {
    expect(applyAll(chatWith([question, message("r", "q")], "r"), [delta(1, "a")])).toBe("stale");
  });

  it("ignores a delta that arrives after the end", () => {
    const done = message("r", "q", { parts: [{ type: "text", text: "Done" }], status: { type: "complete" } });
    const chat = chatWith([question, done], "r");
    expect(applyEvent(chat, delta(7, "late"), 0)).toBe(chat);
  });

  it("keeps streamed text when an older copy of the message arrives", () => {
    const start = chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]);
    const chat = open(
      applyAll(start, [
        delta(1, "thinking", "thought"),
        delta(2, "Answer"),
        {
          event: "chat.message",
          data: message("r", "q", { parts: [{ type: "thought", text: "thin", durationMs: 1200 }] }),
        },
      ]),
    );
    expect(thoughtOf(replyIn(chat))).toEqual({ type: "thought", text: "thinking", durationMs: 1200 });
    expect(textOf(replyIn(chat))).toBe("Answer");
  });

  it("keeps the text when the chat is prefilled again in mid-reply", () => {
    const start = chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]);
    const reading = run({ type: "reading", progress: 0.5 }, 1);
    const between = open(applyAll(start, [delta(1, "Before"), reading]));
    expect(textOf(replyIn(between))).toBe("Before");
    expect(currentRunOf(between)?.run.phase.type).toBe("reading");
    const after = open(applyAll(between, [run({ type: "answering" }, 1), delta(2, " and after")]));
    expect(textOf(replyIn(after))).toBe("Before and after");
  });

  it("keeps the identity of everything that did not change", () => {
    const start = chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]);
    const chat = open(applyEvent(start, delta(1, "a"), 0));
    expect(chat.messages.get("q")).toBe(start.messages.get("q"));
    expect(chat.branch).toBe(start.branch);
    expect(chat.tree).toBe(start.tree);
    expect(chat.head).toBe(start.head);
  });

  it("ignores events of another chat", () => {
    const start = chatWith([question], "q");
    const elsewhere = { ...message("x", null), conversationId: "other" };
    expect(applyEvent(start, { event: "chat.message", data: elsewhere }, 0)).toBe(start);
    expect(applyEvent(start, { event: "conversation.deleted", data: { conversationId: "other" } }, 0)).toBe(
      start,
    );
  });

  it("shows a branch from another window only once it becomes active", () => {
    const reply = message("r", "q", { status: { type: "complete" } });
    const start = chatWith([question, reply], "r");
    const added = open(applyEvent(start, { event: "chat.message", data: message("r2", "q") }, 0));
    expect(added.branch).toEqual(["q", "r"]);
    const told = open(
      applyEvent(added, { event: "conversation.configured", data: { ...added.head, activeLeafId: "r2" } }, 0),
    );
    expect(told.branch).toEqual(["q", "r2"]);
  });

  it("shows an active branch as soon as its message arrives", () => {
    const start = chatWith([question, message("r", "q", { status: { type: "complete" } })], "r");
    const told = open(
      applyEvent(start, { event: "conversation.configured", data: { ...start.head, activeLeafId: "r2" } }, 0),
    );
    expect(told.branch).toEqual(["q", "r"]);
    const added = open(applyEvent(told, { event: "chat.message", data: message("r2", "q") }, 0));
    expect(added.branch).toEqual(["q", "r2"]);
  });

  it("is gone when the chat was deleted", () => {
    const event: EventMessage = { event: "conversation.deleted", data: { conversationId: "c" } };
    expect(applyEvent(chatWith([question], "q"), event, 0)).toBe("gone");
  });

  it("takes the running reply as the current one, before those that are queued", () => {
    const waiting = message("w", "r");
    const start = chatWith([question, message("r", "q"), waiting], "w", [{ id: "r", seq: 0 }]);
    const chat = open(applyEvent(start, run({ type: "queued", ahead: 1 }, 0, "w"), 0));
    expect(currentRunOf(chat)?.run.messageId).toBe("r");
  });
});
