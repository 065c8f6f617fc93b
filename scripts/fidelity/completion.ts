import { closeGap, type RecordedReply } from "../../tests/fixtures/fidelity/recorded-replies.ts";
import type { Ask } from "./llama-server.ts";
import { answerText } from "./answer-text.ts";

/** Token ids, or a text with the server's marker at the position of each medium, and the media in base64. */
export type ReferencePrompt =
  readonly number[] | { readonly prompt_string: string; readonly multimodal_data: readonly string[] };

interface Completion {
  readonly tokens: readonly number[];
  readonly tokens_evaluated: number;
  readonly stop_type: "none" | "eos" | "limit" | "word";
  readonly completion_probabilities?: readonly {
    readonly top_logprobs: readonly { readonly logprob: number }[];
  }[];
}

/**
 * Has the reference reply to the last of these prompts. Each begins with the previous one and is evaluated by
 * its own request: the server continues from its cache.
 */
export async function complete(
  ask: Ask,
  prompts: readonly ReferencePrompt[],
  mostTokens: number,
): Promise<RecordedReply> {
  const send = (prompt: ReferencePrompt | undefined, isFirst: boolean, options: object) =>
    ask<Completion>("completion", {
      prompt,
      cache_prompt: !isFirst,
      temperature: 0,
      chat_parser: permissiveParser,
      ...options,
    });
  for (const [i, prompt] of prompts.slice(0, -1).entries()) {
    await send(prompt, i === 0, { n_predict: 0 });
  }
  const answer = await send(prompts.at(-1), prompts.length === 1, {
    n_predict: mostTokens,
    n_probs: 2,
    return_tokens: true,
  });
  const isEnded = answer.stop_type === "eos";
  const tokens = isEnded ? answer.tokens.slice(0, -1) : answer.tokens;
  return {
    promptTokens: answer.tokens_evaluated,
    tokens,
    ends: isEnded,
    close: closeGaps(answer),
    said: await answerText(ask, tokens),
  };
}

/**
 * A chat parser of llama.cpp that accepts any output: the default one would refuse the broken UTF-8 that
 * random models may write.
 */
export const permissiveParser = JSON.stringify({ parsers: [{ type: "epsilon" }], rules: {}, root: 0 });

function closeGaps({ tokens, completion_probabilities = [] }: Completion): Readonly<Record<string, number>> {
  if (completion_probabilities.length !== tokens.length) {
    throw new Error("The server returned no token probabilities");
  }
  const gaps: Record<string, number> = {};
  for (const [i, { top_logprobs }] of completion_probabilities.entries()) {
    const [first, second] = top_logprobs;
    const gap = (first?.logprob ?? 0) - (second?.logprob ?? -Infinity);
    if (gap < closeGap) {
      gaps[i] = Number(gap.toPrecision(3));
    }
  }
  return gaps;
}
