import fc from "fast-check";
import { expect, it } from "vitest";
import { defaultChatSettings } from "../../../../shared/chat/default-chat-settings.ts";
import type { MessagePart } from "../../../../shared/chat/message-part.ts";
import { textOf } from "../../../../shared/chat/message.ts";
import { applyPartChange } from "../../../../shared/chat/part-event.ts";
import { applyEvent } from "./apply-event.ts";
import { liveChatFrom, type LiveChat } from "./live-chat.ts";
import { messageWith } from "../../../../tests/fixtures/message-parts.ts";
import { tenPartIds, tenParts as changes } from "../../../../tests/fixtures/ten-parts.ts";

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
  expect(partsIn(chat).map(({ id }) => id)).toEqual(tenPartIds);
  expect(textOf({ parts: partsIn(chat) })).toBe("I look for birch.\n\nOne more fern.\n\nSo it is juniper.");
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
