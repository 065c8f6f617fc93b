import { describe, expect, it } from "vitest";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { Turn } from "../../../../shared/inference/prompt-turn.ts";
import type { AppError } from "../../../../shared/ipc/result.ts";
import { PromptWindow } from "./prompt-window.ts";
import { generateRequest } from "../../../../tests/fixtures/generate-request.ts";

/**
 * A token is a letter's code; the template adds one token before and after the prompt and one before each
 * turn.
 */
const promptFor = ({ systemPrompt, turns }: Pick<GenerateRequest, "systemPrompt" | "turns">) => ({
  tokens: Array.from(`^${systemPrompt}${turns.map(({ text }) => `|${text}`).join("")}$`, (letter) =>
    letter.charCodeAt(0),
  ),
});
const textOf = (tokens: readonly number[] | null) => String.fromCharCode(...(tokens ?? []));

function windowOf(turns: readonly Turn[], change: Partial<GenerateRequest> = {}) {
  const source = { promptFor, leastTokens: (text: string) => text.length, context: { sizeTokens: 80 } };
  return new PromptWindow(source, generateRequest({ systemPrompt: "S", turns, ...change }));
}

const turn = (text: string, index: number): Turn => ({ role: index % 2 === 0 ? "user" : "assistant", text });
const chat = (...texts: readonly string[]) => texts.map(turn);
/** In a context of 80 tokens, 20 are reserved for the reply. */
const long = (letter: string) => letter.repeat(14);

function refusal(turns: readonly Turn[], systemPrompt = "S") {
  try {
    windowOf(turns, { systemPrompt });
  } catch (error) {
    const { code, data } = error as AppError;
    return { code, ...data };
  }
  return null;
}

describe("PromptWindow", () => {
  it("contains the whole conversation, or the rest, with the system prompt", () => {
    const all = windowOf(chat("a", "b", "c"));
    expect([all.startsAt, textOf(all.prompt.tokens)]).toEqual([0, "^S|a|b|c$"]);
    const rest = windowOf(chat(long("a"), long("b"), long("c"), long("d"), "e"));
    expect([rest.startsAt, textOf(rest.prompt.tokens)]).toEqual([2, `^S|${long("c")}|${long("d")}|e$`]);
  });

  it("drops turns when a reply fills the context, and appends the reply's own tokens", () => {
    const window = windowOf(chat(long("a"), long("b"), "c"));
    expect(window.startsAt).toBe(0);
    const reply = Array.from("xyz".repeat(15), (letter) => letter.charCodeAt(0));
    expect(textOf(window.makeRoomForReply(reply))).toBe(`^S|c$${"xyz".repeat(15)}`);
    expect(window.startsAt).toBe(2);
    expect(window.makeRoomForReply(reply)).toBeNull();
    expect(window.startsAt).toBe(2);
  });

  it("rejects a message by its length alone, without counting tokens", () => {
    expect(refusal(chat("a", "b", "x".repeat(100_000)))).toEqual({
      code: "message-too-long",
      reason: "message",
      isAtLeast: true,
      messageTokens: 100_000,
      promptTokens: 100_000,
      roomTokens: 60,
      contextSizeTokens: 80,
    });
  });

  it("rejects a message that is too long, with its size and the room for it", () => {
    expect(refusal(chat("a", "b", "x".repeat(57)))).toMatchObject({
      code: "message-too-long",
      reason: "message",
      messageTokens: 57,
      roomTokens: 56,
      contextSizeTokens: 80,
    });
    expect(refusal(chat("a", "b", "x".repeat(56)))).toBeNull();
  });

  it("reports when pinned turns or the system prompt take the room", () => {
    const [question, answer, last] = chat(long("a"), long("b"), "x".repeat(27));
    const turns = [{ ...question, isPinned: true }, answer, last] as readonly Turn[];
    expect(refusal(turns)).toMatchObject({ reason: "pinned", messageTokens: 27, roomTokens: 26 });
    expect(refusal(chat("a"), "s".repeat(57))).toMatchObject({ reason: "system-prompt", roomTokens: 0 });
  });
});
