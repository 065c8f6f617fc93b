import type { RecordedReply } from "../../tests/fixtures/fidelity/recorded-replies.ts";
import { closeGap } from "../../tests/fixtures/fidelity/recorded-replies.ts";
import type { FidelityConversation } from "../../tests/fixtures/fidelity/conversations.ts";
import type { Turn } from "../../shared/engine/protocol.ts";
import type { Ask } from "./llama-server.ts";
import { batchEnds } from "./batch-ends.ts";
import { referenceTokens } from "./reference-prompt.ts";
import { saidText } from "./said-text.ts";

/** Lets the reference have a conversation: each of its replies is part of the next prompt. */
export async function referenceReplies(
  ask: Ask,
  conversation: FidelityConversation,
  mostTokens: number,
): Promise<readonly RecordedReply[]> {
  const replies: RecordedReply[] = [];
  const turns: Turn[] = [];
  let earlierEnds: readonly number[] = [];
  for (const text of conversation.messages) {
    turns.push({ role: "user", text });
    const prompt = await referenceTokens(ask, { ...conversation, turns });
    const next = await referenceTokens(ask, { ...conversation, turns: [...turns, ...anyExchange] });
    const lasting = prompt.findIndex((token, i) => token !== next[i]);
    const lastingTokens = lasting === -1 ? prompt.length : lasting;
    const ends = batchEnds({ earlierEnds, lastingTokens, promptTokens: prompt.length });
    const reply = await referenceReply(ask, { prompt, ends, mostTokens });
    replies.push(reply);
    turns.push({ role: "assistant", text: reply.said });
    earlierEnds = ends.filter((end) => end <= lastingTokens);
  }
  return replies;
}

const anyExchange: readonly Turn[] = [
  { role: "assistant", text: "." },
  { role: "user", text: "." },
];

interface Completion {
  readonly tokens: readonly number[];
  readonly stop_type: "none" | "eos" | "limit" | "word";
  readonly completion_probabilities?: readonly {
    readonly top_logprobs: readonly { readonly logprob: number }[];
  }[];
}

/** Has the prompt evaluated in these very batches: the server reads on from what it has in its cache. */
async function referenceReply(
  ask: Ask,
  { prompt, ends, mostTokens }: { prompt: readonly number[]; ends: readonly number[]; mostTokens: number },
): Promise<RecordedReply> {
  const complete = (end: number, isFirst: boolean, options: object) =>
    ask<Completion>("completion", {
      prompt: prompt.slice(0, end),
      cache_prompt: !isFirst,
      temperature: 0,
      chat_parser: takesAnything,
      ...options,
    });
  for (const [i, end] of ends.slice(0, -1).entries()) {
    await complete(end, i === 0, { n_predict: 0 });
  }
  const answer = await complete(prompt.length, ends.length === 1, {
    n_predict: mostTokens,
    n_probs: 2,
    return_tokens: true,
  });
  const isEnded = answer.stop_type === "eos";
  const tokens = isEnded ? answer.tokens.slice(0, -1) : answer.tokens;
  return {
    promptTokens: prompt.length,
    tokens,
    ends: isEnded,
    close: closeGaps(answer),
    said: await saidText(ask, tokens),
  };
}

/** A grammar of llama.cpp's that expects nothing: its own would refuse the broken UTF-8 that random models write. */
const takesAnything = JSON.stringify({ parsers: [{ type: "epsilon" }], rules: {}, root: 0 });

function closeGaps({ tokens, completion_probabilities = [] }: Completion): Readonly<Record<string, number>> {
  const gaps: Record<string, number> = {};
  if (completion_probabilities.length !== tokens.length) {
    throw new Error("The server does not say how likely each token was");
  }
  for (const [i, { top_logprobs }] of completion_probabilities.entries()) {
    const [first, second] = top_logprobs;
    const gap = (first?.logprob ?? 0) - (second?.logprob ?? -Infinity);
    if (gap < closeGap) {
      gaps[i] = Number(gap.toPrecision(3));
    }
  }
  return gaps;
}
