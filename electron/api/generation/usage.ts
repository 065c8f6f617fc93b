import type { ReplyStats } from "../../../shared/chat/message.ts";
import type { GenerationEnd, GenerationResult } from "../../../shared/inference/generation.ts";

export interface TokenUsage {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly generatedTokens: number;
}

export function usageOf(stats: ReplyStats): TokenUsage {
  const { promptTokens, reusedTokens, generatedTokens } = stats;
  return { promptTokens, cachedTokens: reusedTokens, generatedTokens };
}

/** Of several answers to one prompt, which counts once. */
export function summedUsage(usages: readonly TokenUsage[]): TokenUsage {
  const [first = { promptTokens: 0, cachedTokens: 0 }] = usages;
  return { ...first, generatedTokens: usages.reduce((sum, { generatedTokens }) => sum + generatedTokens, 0) };
}

export function openAiUsage({ promptTokens, cachedTokens, generatedTokens }: TokenUsage) {
  return {
    prompt_tokens: promptTokens,
    completion_tokens: generatedTokens,
    total_tokens: promptTokens + generatedTokens,
    prompt_tokens_details: { cached_tokens: cachedTokens },
  };
}

/** As llama-server reports them; the time of the prompt ends with the first token. */
export function timingsOf({
  promptTokens,
  reusedTokens,
  generatedTokens,
  timeToFirstTokenMs,
  tokensPerSecond,
  drafting,
}: ReplyStats) {
  const evaluated = promptTokens - reusedTokens;
  return {
    cache_n: reusedTokens,
    prompt_n: evaluated,
    prompt_ms: timeToFirstTokenMs,
    prompt_per_second: timeToFirstTokenMs > 0 ? (evaluated / timeToFirstTokenMs) * 1000 : null,
    predicted_n: generatedTokens,
    predicted_ms: tokensPerSecond > 0 ? (generatedTokens / tokensPerSecond) * 1000 : 0,
    predicted_per_second: tokensPerSecond,
    ...(drafting && { draft_n: drafting.drafted, draft_n_accepted: drafting.accepted }),
  };
}

export function finishReasonOf(end: GenerationEnd): "stop" | "length" | "tool_calls" {
  switch (end) {
    case "end-of-turn":
    case "ended-in-reasoning":
    case "stop-string":
    case "stopped":
      return "stop";
    case "tool-calls":
      return "tool_calls";
    case "max-tokens":
    case "context-full":
      return "length";
  }
}

/** null: they were not asked for. */
export function logprobsOf({ logprobs }: Pick<GenerationResult, "logprobs">) {
  if (logprobs === undefined) return null;
  const entry = ({ token, logprob }: { readonly token: string; readonly logprob: number }) => ({
    token,
    logprob,
    bytes: [...Buffer.from(token)],
  });
  return { content: logprobs.map((token) => ({ ...entry(token), top_logprobs: token.top.map(entry) })) };
}
