import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { fitTurns, turnsFrom } from "../fit-turns.ts";
import type { ContextOverflow } from "./context-overflow.ts";
import { estimatePromptTokens } from "./estimate-tokens.ts";

/** A prompt without the turns that left the context. */
export interface FittedPrompt {
  readonly prompt: Prompt;
  /** Index of the first turn in it, apart from pinned ones. */
  readonly startsAt: number;
}

/** Room that is left for the answer, in tokens and as a share of the context. */
const answerTokens = 512;
const answerShare = 0.25;

/**
 * Where the server states no numbers, a prompt that was refused counts as this much larger than the context.
 */
const assumedExcess = 1.2;

/** The prompt as it begins: what had left the context stays out, unless there is much room by now. */
export function fittedPrompt(prompt: Prompt, contextSizeTokens: number | null): FittedPrompt {
  const startedAt = prompt.startsAt ?? 0;
  if (startedAt === 0) return { prompt, startsAt: 0 };
  const start =
    contextSizeTokens === null
      ? startedAt
      : fitTurns({
          turns: prompt.turns,
          startedAt,
          roomTokens: roomIn(contextSizeTokens),
          countTokens: (startsAt) => estimatePromptTokens(from(prompt, startsAt)),
        });
  // The server decides whether it is too long: this is an estimate.
  const startsAt = start ?? startedAt;
  return { prompt: from(prompt, startsAt), startsAt };
}

/**
 * The prompt for another try, after the server refused it as too long: the oldest exchanges leave.
 * @throws AppError `message-too-long` {reason, messageTokens, roomTokens, promptTokens, contextSizeTokens}
 */
export function shorterPrompt(whole: Prompt, refused: FittedPrompt, overflow: ContextOverflow): FittedPrompt {
  const estimated = estimatePromptTokens(refused.prompt);
  const contextTokens = overflow.contextTokens ?? Math.floor(estimated / assumedExcess);
  const promptTokens = overflow.promptTokens ?? Math.max(estimated, Math.ceil(contextTokens * assumedExcess));
  // The server's count corrects the estimate.
  const scale = promptTokens / estimated;
  const countTokens = (startsAt: number) => Math.ceil(estimatePromptTokens(from(whole, startsAt)) * scale);
  const roomTokens = roomIn(contextTokens);
  const startsAt = fitTurns({ turns: whole.turns, startedAt: refused.startsAt, roomTokens, countTokens });
  if (startsAt !== null && startsAt > refused.startsAt) {
    return { prompt: from(whole, startsAt), startsAt };
  }
  const messageTokens = countTokens(whole.turns.length - 1);
  throw new AppError("message-too-long", `${promptTokens} tokens for a context of ${contextTokens}`, {
    reason: whole.turns.some(({ isPinned }) => isPinned) ? "pinned" : "message",
    messageTokens,
    roomTokens,
    promptTokens,
    contextSizeTokens: contextTokens,
  });
}

/** The reply's limit that fits beside a prompt; null: there is no room for a useful answer. */
export function replyRoom({ promptTokens, contextTokens }: ContextOverflow): number | null {
  if (promptTokens === null || contextTokens === null) return null;
  const room = contextTokens - promptTokens - 1;
  return room >= Math.min(answerTokens, contextTokens * answerShare) ? room : null;
}

function roomIn(contextTokens: number): number {
  return contextTokens - Math.min(answerTokens, Math.floor(contextTokens * answerShare));
}

function from(prompt: Prompt, startsAt: number): Prompt {
  return { ...prompt, turns: turnsFrom(prompt.turns, startsAt) };
}
