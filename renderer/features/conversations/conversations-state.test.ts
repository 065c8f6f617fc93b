import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConversationSummary } from "../../../shared/chat/conversation.ts";
import type { Run, RunPhase } from "../../../shared/chat/run.ts";
import {
  activityOf,
  applyEvent,
  fromSnapshot,
  initialConversations,
  withConversation,
  withDeleted,
} from "./conversations-state.ts";

function chat(id: string, updatedAtMs: number, title = id): ConversationSummary {
  return { id, title, createdAtMs: 0, updatedAtMs };
}

function run(runId: string, conversationId: string, phase: RunPhase): Run {
  return { runId, conversationId, messageId: "m", phase, seq: 0 };
}

const snapshot = fromSnapshot({
  conversations: [chat("old", 1), chat("new", 3), chat("middle", 2)],
  deletedConversations: [],
  runs: [],
});
const idsOf = (state: { readonly conversations: readonly ConversationSummary[] }) =>
  state.conversations.map(({ id }) => id);

describe("the chat list", () => {
  it("is not loaded before the host has answered", () => {
    expect(initialConversations.isLoaded).toBe(false);
    expect(fromSnapshot({ conversations: [], deletedConversations: [], runs: [] }).isLoaded).toBe(true);
  });

  it("shows the most recently updated chat first", () => {
    expect(idsOf(snapshot)).toEqual(["new", "middle", "old"]);
  });

  it("moves an updated chat to the top", () => {
    const state = applyEvent(snapshot, { event: "conversation.changed", data: chat("old", 4) });
    expect(idsOf(state)).toEqual(["old", "new", "middle"]);
  });

  it("keeps the position of a renamed chat", () => {
    const state = applyEvent(snapshot, {
      event: "conversation.changed",
      data: chat("middle", 2, "Receipts"),
    });
    expect(state.conversations[1]).toEqual(chat("middle", 2, "Receipts"));
  });

  it("moves a deleted chat to the deleted ones, and stays the same object for an unknown one", () => {
    const gone = {
      event: "conversation.deleted",
      data: { conversationId: "middle", deletedAtMs: 1 },
    } as const;
    const state = applyEvent(snapshot, gone);
    expect(idsOf(state)).toEqual(["new", "old"]);
    expect(state.deleted).toEqual([{ ...chat("middle", 2), deletedAtMs: 1 }]);
    expect(applyEvent(state, gone)).toBe(state);
  });

  it("drops an erased chat, deleted before or not", () => {
    const erased = (conversationId: string) =>
      ({ event: "conversation.erased", data: { conversationId } }) as const;
    const state = withDeleted(snapshot, "middle", 1);
    expect(applyEvent(state, erased("middle")).deleted).toEqual([]);
    expect(idsOf(applyEvent(state, erased("new")))).toEqual(["old"]);
    expect(applyEvent(state, erased("unknown"))).toBe(state);
  });

  it("puts a restored chat back at its position", () => {
    expect(withConversation(withDeleted(snapshot, "middle", 1), chat("middle", 2))).toEqual(snapshot);
  });

  it("is sorted and without duplicates after any sequence of changes", () => {
    const someChat = fc.record({ id: fc.constantFrom("a", "b", "c", "d"), updatedAtMs: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(someChat, { maxLength: 20 }), (changes) => {
        const state = changes.reduce(
          (before, { id, updatedAtMs }) => withConversation(before, chat(id, updatedAtMs)),
          snapshot,
        );
        const times = state.conversations.map(({ updatedAtMs }) => updatedAtMs);
        expect(times).toEqual([...times].sort((a, b) => b - a));
        expect(new Set(idsOf(state)).size).toBe(state.conversations.length);
      }),
    );
  });
});

describe("the activity of a chat", () => {
  const queued = run("r1", "old", { type: "queued", ahead: 1 });

  it("follows its run from the queue to the end", () => {
    let state = applyEvent(snapshot, { event: "chat.run", data: queued });
    expect(activityOf(state.runs, "old")).toBe("queued");
    state = applyEvent(state, { event: "chat.run", data: { ...queued, phase: { type: "answering" } } });
    expect(activityOf(state.runs, "old")).toBe("running");
    state = applyEvent(state, { event: "chat.run", data: { ...queued, phase: { type: "paused" } } });
    expect(activityOf(state.runs, "old")).toBe("queued");
    const ended = { runId: "r1", messageId: "m", conversationId: "old" };
    state = applyEvent(state, { event: "chat.ended", data: ended });
    expect(activityOf(state.runs, "old")).toBeNull();
  });

  it("keeps the state identical while only the progress of a run changes", () => {
    const reading = (progress: number) =>
      ({ event: "chat.run", data: run("r", "new", { type: "prefill", progress }) }) as const;
    const state = applyEvent(snapshot, reading(0.1));
    expect(applyEvent(state, reading(0.2))).toBe(state);
  });

  it("is running when one reply is generated and another is queued", () => {
    const state = fromSnapshot({
      conversations: [],
      deletedConversations: [],
      runs: [queued, run("r2", "old", { type: "reasoning", elapsedMs: 0 })],
    });
    expect(activityOf(state.runs, "old")).toBe("running");
    expect(activityOf(state.runs, "new")).toBeNull();
  });

  it("ignores events of other features", () => {
    expect(applyEvent(snapshot, { event: "engine.changed", data: { type: "idle" } })).toBe(snapshot);
  });
});
