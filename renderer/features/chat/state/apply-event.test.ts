import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import { reasoningOf, textOf, type Message } from "../../../../shared/chat/message.ts";
import type { PartChange } from "../../../../shared/chat/part-event.ts";
import type { RunPhase } from "../../../../shared/chat/run.ts";
import type { EventMessage } from "../../../../shared/ipc/contract.ts";
import { applyEvent, type Applied } from "./apply-event.ts";
import { currentRunOf, liveChatFrom, type LiveChat } from "./live-chat.ts";
import { messageWith } from "../../../../tests/fixtures/message-parts.ts";

function message(id: string, parentId: string | null, more: Partial<Message> = {}): Message {
  return messageWith({ id, parentId, role: "assistant", status: { type: "streaming" }, ...more });
}

const question = message("q", null, {
  role: "user",
  parts: [text("t", "Hello")],
  status: { type: "complete" },
});

function text(id: string, words: string, status: MessagePart["status"] = "complete"): MessagePart {
  return { id, type: "text", status, text: words };
}

function reasoning(id: string, words: string, durationMs: number | null = null): MessagePart {
  const status = durationMs === null ? "streaming" : "complete";
  return { id, type: "reasoning", status, text: words, durationMs };
}

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

function part(seq: number, change: PartChange, messageId = "r"): EventMessage {
  const names = { runId: `run-${messageId}`, conversationId: "c", messageId, seq };
  return { event: "chat.part", data: { ...change, ...names } };
}

function started(seq: number, begun: MessagePart): EventMessage {
  return part(seq, { type: "part-started", part: begun });
}

function delta(seq: number, words: string, partId = "t", messageId = "r"): EventMessage {
  return part(seq, { type: "part-delta", partId, text: words }, messageId);
}

/** A reply whose text part has begun, with nothing in it. */
const begun = message("r", "q", { parts: [text("t", "", "streaming")] });

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
      parts: [text("t", "Hi there")],
      status: { type: "complete" },
    });
    const chat = open(
      applyAll(chatWith([question], "q"), [
        { event: "chat.message", data: message("r", "q") },
        run({ type: "queued", ahead: 0 }, 0),
        run({ type: "answering" }, 0),
        started(1, text("t", "", "streaming")),
        delta(2, "Hi"),
        delta(3, " there"),
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
        started(1, reasoning("a", "")),
        delta(2, "Let me ", "a"),
        delta(3, "see", "a"),
        part(4, { type: "part-ended", partId: "a", status: "complete", durationMs: 900 }),
        started(5, text("t", "", "streaming")),
        delta(6, "Yes"),
      ]),
    );
    expect(reasoningOf(replyIn(chat))).toEqual([reasoning("a", "Let me see", 900)]);
    expect(textOf(replyIn(chat))).toBe("Yes");
  });

  it("has the complete text or is stale, whichever events are lost, repeated or late", () => {
    const pieces = ["a", "b", "c", "d", "e", "f"];
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: pieces.length - 1 }), { maxLength: 12 }), (order) => {
        const start = chatWith([question, begun], "r", [{ id: "r", seq: 0 }]);
        const applied = applyAll(
          start,
          order.map((at) => delta(at + 1, pieces[at] ?? "")),
        );
        if (applied === "stale") return;
        const words = textOf(replyIn(open(applied)));
        expect(words).toBe(pieces.slice(0, words.length).join(""));
        expect(words).toHaveLength(new Set(order).size);
      }),
    );
  });

  it("ignores events whose text the fetched chat already contains", () => {
    const chat = chatWith([question, message("r", "q", { parts: [text("t", "Hi", "streaming")] })], "r", [
      { id: "r", seq: 3 },
    ]);
    const applied = open(applyAll(chat, [delta(2, "old"), delta(3, "old"), delta(4, " there")]));
    expect(textOf(replyIn(applied))).toBe("Hi there");
  });

  it.each([
    ["a number is missing", [delta(2, "b")]],
    ["the message is unknown", [delta(1, "a", "t", "unknown")]],
    ["the part is unknown", [delta(1, "a", "other")]],
    ["a run reports a later event number", [run({ type: "answering" }, 5)]],
  ])("is stale when %s", (_name, events) => {
    const start = chatWith([question, begun], "r", [{ id: "r", seq: 0 }]);
    expect(applyAll(start, events)).toBe("stale");
  });

  it("is stale when a part event arrives for a reply without a known run", () => {
    expect(applyAll(chatWith([question, begun], "r"), [delta(1, "a")])).toBe("stale");
  });

  it("ignores a part event that arrives after the end", () => {
    const done = message("r", "q", { parts: [text("t", "Done")], status: { type: "complete" } });
    const chat = chatWith([question, done], "r");
    expect(applyEvent(chat, delta(7, "late"), 0)).toBe(chat);
  });

  it("keeps streamed parts when an older copy of the message arrives", () => {
    const start = chatWith([question, message("r", "q")], "r", [{ id: "r", seq: 0 }]);
    const before = open(
      applyAll(start, [
        started(1, reasoning("a", "reasoning")),
        part(2, { type: "part-ended", partId: "a", status: "complete", durationMs: 1200 }),
        started(3, text("t", "Answer", "streaming")),
      ]),
    );
    const older = message("r", "q", { parts: [reasoning("a", "reas")], modelName: "M" });
    const after = open(applyEvent(before, { event: "chat.message", data: older }, 0));
    expect(replyIn(after).parts).toBe(replyIn(before).parts);
    expect(replyIn(after).modelName).toBe("M");
  });

  it("takes the parts of a reply that is generated again from its message", () => {
    const stopped = message("r", "q", {
      parts: [text("t", "Old", "incomplete")],
      status: { type: "incomplete", reason: "stopped" },
    });
    const resumed = message("r", "q", { parts: [text("t", "Old"), text("u", "", "streaming")] });
    const chat = open(
      applyAll(chatWith([question, stopped], "r"), [
        { event: "chat.message", data: resumed },
        run({ type: "answering" }, 0),
        delta(1, "new", "u"),
      ]),
    );
    expect(textOf(replyIn(chat))).toBe("Old\n\nnew");
  });

  it("keeps the text when the chat is prefilled again in mid-reply", () => {
    const start = chatWith([question, begun], "r", [{ id: "r", seq: 0 }]);
    const prefill = run({ type: "prefill", progress: 0.5 }, 1);
    const between = open(applyAll(start, [delta(1, "Before"), prefill]));
    expect(textOf(replyIn(between))).toBe("Before");
    expect(currentRunOf(between)?.run.phase.type).toBe("prefill");
    const after = open(applyAll(between, [run({ type: "answering" }, 1), delta(2, " and after")]));
    expect(textOf(replyIn(after))).toBe("Before and after");
  });

  it("keeps the identity of everything that did not change", () => {
    const start = chatWith([question, begun], "r", [{ id: "r", seq: 0 }]);
    const chat = open(applyEvent(start, delta(1, "a"), 0));
    expect(chat.messages.get("q")).toBe(start.messages.get("q"));
    expect(chat.branch).toBe(start.branch);
    expect(chat.tree).toBe(start.tree);
    expect(chat.head).toBe(start.head);
  });

  it("keeps the identity of the parts that did not change", () => {
    const parts = [text("s", "Before"), text("t", "", "streaming")];
    const start = chatWith([question, message("r", "q", { parts })], "r", [{ id: "r", seq: 0 }]);
    const chat = open(applyEvent(start, delta(1, "a"), 0));
    expect(replyIn(chat).parts[0]).toBe(parts[0]);
    expect(replyIn(chat).parts[1]).not.toBe(parts[1]);
  });

  it("ignores events of another chat", () => {
    const start = chatWith([question], "q");
    const elsewhere = { ...message("x", null), conversationId: "other" };
    expect(applyEvent(start, { event: "chat.message", data: elsewhere }, 0)).toBe(start);
    expect(
      applyEvent(
        start,
        { event: "conversation.deleted", data: { conversationId: "other", deletedAtMs: 1 } },
        0,
      ),
    ).toBe(start);
  });

  it("shows a branch from another window only once it becomes active", () => {
    const reply = message("r", "q", { status: { type: "complete" } });
    const start = chatWith([question, reply], "r");
    const added = open(applyEvent(start, { event: "chat.message", data: message("r2", "q") }, 0));
    expect(added.branch).toEqual(["q", "r"]);
    const changed = open(
      applyEvent(added, { event: "conversation.configured", data: { ...added.head, activeLeafId: "r2" } }, 0),
    );
    expect(changed.branch).toEqual(["q", "r2"]);
  });

  it("shows an active branch as soon as its message arrives", () => {
    const start = chatWith([question, message("r", "q", { status: { type: "complete" } })], "r");
    const changed = open(
      applyEvent(start, { event: "conversation.configured", data: { ...start.head, activeLeafId: "r2" } }, 0),
    );
    expect(changed.branch).toEqual(["q", "r"]);
    const added = open(applyEvent(changed, { event: "chat.message", data: message("r2", "q") }, 0));
    expect(added.branch).toEqual(["q", "r2"]);
  });

  it("is gone when the chat was deleted", () => {
    const event: EventMessage = {
      event: "conversation.deleted",
      data: { conversationId: "c", deletedAtMs: 1 },
    };
    expect(applyEvent(chatWith([question], "q"), event, 0)).toBe("gone");
  });

  it("takes the running reply as the current one, before those that are queued", () => {
    const waiting = message("w", "r");
    const start = chatWith([question, message("r", "q"), waiting], "w", [{ id: "r", seq: 0 }]);
    const chat = open(applyEvent(start, run({ type: "queued", ahead: 1 }, 0, "w"), 0));
    expect(currentRunOf(chat)?.run.messageId).toBe("r");
  });
});
