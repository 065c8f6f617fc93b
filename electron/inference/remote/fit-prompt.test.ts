import { describe, expect, it } from "vitest";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import { fittedPrompt, replyRoom, shorterPrompt } from "./fit-prompt.ts";

/** Exchanges of 2 × 105 estimated tokens, and a question. */
function chat(exchanges: number, pinned: readonly number[] = []): Prompt {
  const turns = Array.from({ length: exchanges * 2 + 1 }, (_, index) => ({
    role: index % 2 === 0 ? ("user" as const) : ("assistant" as const),
    text: "word".repeat(100),
    ...(pinned.includes(index) && { isPinned: true }),
  }));
  return { systemPrompt: "", turns };
}

describe("shorterPrompt", () => {
  const overflow = { promptTokens: 2205, contextTokens: 2048 };

  it("leaves out the oldest exchanges, by the server's own count", () => {
    const whole = chat(10);
    const shorter = shorterPrompt(whole, { prompt: whole, startsAt: 0 }, overflow);
    expect(shorter.startsAt % 2).toBe(0);
    expect(shorter.startsAt).toBeGreaterThan(2);
    expect(shorter.prompt.turns).toEqual(whole.turns.slice(shorter.startsAt));
  });

  it("keeps pinned exchanges", () => {
    const whole = chat(10, [2]);
    const shorter = shorterPrompt(whole, { prompt: whole, startsAt: 0 }, overflow);
    expect(shorter.prompt.turns.some(({ isPinned }) => isPinned)).toBe(true);
  });

  it("leaves out more where the server refuses again, and at last fails with message-too-long", () => {
    const whole = chat(10);
    let fitted = { prompt: whole, startsAt: 0 };
    const starts: number[] = [];
    const shrink = () => {
      for (let count = 0; count < 30; count++) {
        fitted = shorterPrompt(whole, fitted, { promptTokens: 4000, contextTokens: 2048 });
        starts.push(fitted.startsAt);
      }
    };
    expect(shrink).toThrow(expect.objectContaining({ code: "message-too-long" }) as Error);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
  });

  it("works without numbers", () => {
    const whole = chat(10);
    const none = { promptTokens: null, contextTokens: null };
    expect(shorterPrompt(whole, { prompt: whole, startsAt: 0 }, none).startsAt).toBeGreaterThan(0);
  });
});

describe("fittedPrompt", () => {
  it("keeps what had left the context out", () => {
    const whole = { ...chat(10), startsAt: 6 };
    expect(fittedPrompt(whole, null).prompt.turns).toHaveLength(15);
    expect(fittedPrompt(whole, 4096).startsAt).toBe(6);
  });

  it("takes it back where there is much room", () => {
    expect(fittedPrompt({ ...chat(10), startsAt: 6 }, 100_000).startsAt).toBe(0);
  });
});

it("shortens the reply instead where the prompt alone fits", () => {
  expect(replyRoom({ promptTokens: 1000, contextTokens: 4096 })).toBe(3095);
  expect(replyRoom({ promptTokens: 4000, contextTokens: 4096 })).toBeNull();
  expect(replyRoom({ promptTokens: null, contextTokens: 4096 })).toBeNull();
});
