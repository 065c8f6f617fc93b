import { describe, expect, it } from "vitest";
import { contextStart, droppedMessages } from "./context-start.ts";
import type { Message } from "./message.ts";
import { messageWith, textPart } from "../../tests/fixtures/message-parts.ts";

const stats = {
  promptTokens: 1,
  reusedTokens: 0,
  generatedTokens: 1,
  timeToFirstTokenMs: 1,
  tokensPerSecond: 1,
  contextUsedTokens: 2,
  contextSizeTokens: 512,
};

function message(role: Message["role"], id: string, change: Partial<Message> = {}): Message {
  const parts = [textPart(id)];
  return messageWith({ id, role, parts, stats: role === "assistant" ? stats : null, ...change });
}

/** Exchanges 1 to n; `starts` maps an exchange to the first exchange in the context when its reply ended. */
function branch(count: number, starts: Readonly<Record<number, number>>, pinned: readonly number[] = []) {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((n) => [
    message("user", `q${n}`, { isPinned: pinned.includes(n) }),
    message("assistant", `a${n}`, { contextStartId: n in starts ? `q${starts[n]}` : null }),
  ]);
}
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe("droppedMessages", () => {
  it("is empty while the whole chat is in the context", () => {
    expect(droppedMessages(branch(3, {}))).toEqual([]);
    expect(droppedMessages([])).toEqual([]);
  });

  it("returns messages for the reply at which they left the context, not for later replies", () => {
    const starts = { 3: 2, 4: 2, 5: 4 };
    expect(ids(droppedMessages(branch(3, starts)))).toEqual(["q1", "a1"]);
    expect(droppedMessages(branch(4, starts))).toEqual([]);
    expect(ids(droppedMessages(branch(5, starts)))).toEqual(["q2", "a2", "q3", "a3"]);
  });

  it("does not count replies without text and messages that were refused", () => {
    const [first, second, ...later] = branch(4, { 4: 4 });
    const error = { code: "message-too-long", message: "", data: {} } as const;
    const refused = [
      message("user", "long"),
      message("assistant", "refused", { status: { type: "failed", error }, parts: [], stats: null }),
    ];
    const before = [first, second].filter((each) => each !== undefined);
    const empty = before.map((each) => (each.role === "assistant" ? { ...each, parts: [] } : each));
    expect(ids(droppedMessages([...empty, ...refused, ...later]))).toEqual(["q1", "q2", "a2", "q3", "a3"]);
  });

  it("leaves out pinned exchanges", () => {
    expect(ids(droppedMessages(branch(4, { 4: 4 }, [2])))).toEqual(["q1", "a1", "q3", "a3"]);
  });

  it("does not return messages again after a failed reply", () => {
    const before = branch(3, { 3: 2 });
    const failed = [message("user", "q4"), message("assistant", "a4", { stats: null })];
    const after = [message("user", "q5"), message("assistant", "a5", { contextStartId: "q2" })];
    expect(contextStart([...before, ...failed])).toBe("q2");
    expect(droppedMessages([...before, ...failed, ...after])).toEqual([]);
  });

  it("has no context start once the whole chat is in the context again", () => {
    expect(contextStart(branch(4, { 3: 2 }))).toBeNull();
  });
});
