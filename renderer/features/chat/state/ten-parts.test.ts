import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import type { MessagePart, ToolCallPart } from "../../../../shared/chat/message-part.ts";
import { textOf } from "../../../../shared/chat/message.ts";
import { applyPartChange, type PartChange } from "../../../../shared/chat/part-event.ts";
import { applyEvent } from "./apply-event.ts";
import { liveChatFrom, type LiveChat } from "./live-chat.ts";
import { messageWith } from "../../../../tests/fixtures/message-parts.ts";

/**
 * Ten parts: reasoning, text and a tool call with its result, twice; then a source and the rest of the
 * answer.
 */
const changes: readonly PartChange[] = [
  ...reasoned("r1", ["Which ", "file?"]),
  ...said("t1", ["Let me ", "look."]),
  ...called("c1"),
  ...reasoned("r2", ["And ", "the other?"]),
  ...said("t2", ["One ", "more."]),
  ...called("c2"),
  {
    type: "part-started",
    part: {
      id: "s",
      type: "source",
      status: "complete",
      title: "A page",
      url: "https://example.com/",
      excerpt: null,
    },
  },
  ...said("t3", ["It ", "is ", "there."]),
];

function reasoned(id: string, deltas: readonly string[]): readonly PartChange[] {
  const part: MessagePart = { id, type: "reasoning", status: "streaming", text: "", durationMs: null };
  return [
    { type: "part-started", part },
    ...deltas.map((text) => ({ type: "part-delta", partId: id, text }) as const),
    { type: "part-ended", partId: id, status: "complete", durationMs: 700 },
  ];
}

function said(id: string, deltas: readonly string[]): readonly PartChange[] {
  return [
    { type: "part-started", part: { id, type: "text", status: "streaming", text: "" } },
    ...deltas.map((text) => ({ type: "part-delta", partId: id, text }) as const),
    { type: "part-ended", partId: id, status: "complete" },
  ];
}

function called(callId: string): readonly PartChange[] {
  const call: ToolCallPart = {
    id: `${callId}-call`,
    type: "tool-call",
    status: "streaming",
    callId,
    name: "read_file",
    arguments: { path: "a.txt" },
    approval: "not-needed",
    state: "running",
    durationMs: null,
  };
  const result = {
    id: `${callId}-result`,
    type: "tool-result",
    status: "complete",
    callId,
    name: "read_file",
    text: "words",
    isError: false,
  } as const;
  return [
    { type: "part-started", part: call },
    { type: "part-updated", part: { ...call, state: "done", status: "complete", durationMs: 40 } },
    { type: "part-started", part: result },
  ];
}

function partsAfter(count: number): readonly MessagePart[] {
  return changes.slice(0, count).reduce(applyPartChange, []);
}

/** What the host answers when it has published this many changes. */
function fetched(count: number): LiveChat {
  const reply = messageWith({
    id: "r",
    role: "assistant",
    parts: partsAfter(count),
    status: { type: "streaming" },
    modelName: "M",
  });
  const head = { id: "c", title: "", createdAtMs: 0, updatedAtMs: 0, modelId: "m", modelName: "M" };
  const run = {
    runId: "run",
    conversationId: "c",
    messageId: "r",
    phase: { type: "answering" },
    seq: count,
  } as const;
  return liveChatFrom(
    {
      conversation: { ...head, settings: defaultChatSettings, activeLeafId: "r", messages: [reply] },
      runs: [run],
    },
    0,
  );
}

function receive(chat: LiveChat, index: number): LiveChat {
  const change = changes[index];
  if (!change) throw new Error(`There is no change ${index}`);
  const data = { ...change, runId: "run", conversationId: "c", messageId: "r", seq: index + 1 };
  const applied = applyEvent(chat, { event: "chat.part", data }, 0);
  // As the store does: a chat that missed something is fetched again, with all that was published by then.
  return typeof applied === "string" ? fetched(index + 1) : applied;
}

function partsIn(chat: LiveChat): readonly MessagePart[] {
  return chat.messages.get("r")?.parts ?? [];
}

const indexes = changes.map((_, index) => index);

it("shows a reply of ten parts in order", () => {
  const chat = indexes.reduce(receive, fetched(0));
  expect(partsIn(chat).map(({ id }) => id)).toEqual([
    "r1",
    "t1",
    "c1-call",
    "c1-result",
    "r2",
    "t2",
    "c2-call",
    "c2-result",
    "s",
    "t3",
  ]);
  expect(textOf({ parts: partsIn(chat) })).toBe("Let me look.\n\nOne more.\n\nIt is there.");
  expect(partsIn(chat).every(({ status }) => status === "complete")).toBe(true);
});

it.each(indexes)("shows the same after a reload that follows change %i", (index) => {
  const reloaded = indexes.slice(index).reduce(receive, fetched(index));
  expect(partsIn(reloaded)).toEqual(partsAfter(changes.length));
});

it("shows the same whichever events are lost, repeated or contained in the fetched chat", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 2 }), { minLength: changes.length, maxLength: changes.length }),
      (copies) => {
        const delivered = indexes.flatMap((index) => Array<number>(copies[index] ?? 0).fill(index));
        // The last change always arrives, so that a loss before it is noticed.
        const chat = [...delivered, changes.length - 1].reduce(receive, fetched(0));
        expect(partsIn(chat)).toEqual(partsAfter(changes.length));
      },
    ),
  );
});
