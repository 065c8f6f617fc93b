import { describe, expect, it } from "vitest";
import { contextStart, newlyLeft } from "./context-start.ts";
import type { Message } from "./message.ts";

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
  return {
    id,
    conversationId: "c",
    parentId: null,
    role,
    createdAtMs: 0,
    parts: [{ type: "text", text: id }],
    status: { type: "complete" },
    modelName: null,
    stats: role === "assistant" ? stats : null,
    isReasoningOpen: false,
    isPinned: false,
    contextStartId: null,
    task: null,
    ...change,
  };
}

/** Exchanges 1 to n; `starts` says from which one on the model saw the chat at the end of a reply. */
function branch(count: number, starts: Readonly<Record<number, number>>, pinned: readonly number[] = []) {
  return Array.from({ length: count }, (_, index) => index + 1).flatMap((n) => [
    message("user", `q${n}`, { isPinned: pinned.includes(n) }),
    message("assistant", `a${n}`, { contextStartId: n in starts ? `q${starts[n]}` : null }),
  ]);
}
const ids = (messages: readonly Message[]) => messages.map(({ id }) => id);

describe("what the model stopped seeing", () => {
  it("is nothing while all is seen", () => {
    expect(newlyLeft(branch(3, {}))).toEqual([]);
    expect(newlyLeft([])).toEqual([]);
  });

  it("is told with the reply where it left, and not with those after it", () => {
    const starts = { 3: 2, 4: 2, 5: 4 };
    expect(ids(newlyLeft(branch(3, starts)))).toEqual(["q1", "a1"]);
    expect(newlyLeft(branch(4, starts))).toEqual([]);
    expect(ids(newlyLeft(branch(5, starts)))).toEqual(["q2", "a2", "q3", "a3"]);
  });

  it("has no part in what is pinned", () => {
    expect(ids(newlyLeft(branch(4, { 4: 4 }, [2])))).toEqual(["q1", "a1", "q3", "a3"]);
  });

  it("is not told again after a reply that failed in between", () => {
    const before = branch(3, { 3: 2 });
    const failed = [message("user", "q4"), message("assistant", "a4", { stats: null })];
    const after = [message("user", "q5"), message("assistant", "a5", { contextStartId: "q2" })];
    expect(contextStart([...before, ...failed])).toBe("q2");
    expect(newlyLeft([...before, ...failed, ...after])).toEqual([]);
  });

  it("comes to an end when the whole chat is seen again", () => {
    expect(contextStart(branch(4, { 3: 2 }))).toBeNull();
  });
});
