import type { DraftedTokens } from "../../shared/inference/drafting.ts";
import type { ReplyStats } from "../../shared/chat/message.ts";

/** What several requests of one reply took together; the context is as the last one left it. */
export function addStats(before: ReplyStats | null, last: ReplyStats): ReplyStats {
  if (!before) return last;
  const generatedTokens = before.generatedTokens + last.generatedTokens;
  const seconds = secondsOf(before) + secondsOf(last);
  const drafting = addDrafted(before.drafting, last.drafting);
  return {
    ...last,
    ...(drafting && { drafting }),
    promptTokens: before.promptTokens + last.promptTokens,
    reusedTokens: before.reusedTokens + last.reusedTokens,
    generatedTokens,
    timeToFirstTokenMs: before.timeToFirstTokenMs,
    tokensPerSecond: seconds === 0 ? 0 : generatedTokens / seconds,
  };
}

function addDrafted(a: DraftedTokens | undefined, b: DraftedTokens | undefined): DraftedTokens | undefined {
  if (!a || !b) return a ?? b;
  return { drafted: a.drafted + b.drafted, accepted: a.accepted + b.accepted };
}

function secondsOf({ generatedTokens, tokensPerSecond }: ReplyStats): number {
  return tokensPerSecond === 0 ? 0 : generatedTokens / tokensPerSecond;
}
