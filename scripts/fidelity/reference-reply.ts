import type { Turn } from "../../shared/inference/prompt-turn.ts";
import type { FidelityConversation } from "../../tests/fixtures/fidelity/conversations.ts";
import type { RecordedReply } from "../../tests/fixtures/fidelity/recorded-replies.ts";
import { batchEnds } from "./batch-ends.ts";
import { complete } from "./completion.ts";
import type { Ask } from "./llama-server.ts";
import { referenceTokens } from "./reference-prompt.ts";

/** Has the reference reply in a text conversation: each of its replies is part of the next prompt. */
export async function referenceReplies(
  ask: Ask,
  conversation: FidelityConversation,
  mostTokens: number,
): Promise<readonly RecordedReply[]> {
  const replies: RecordedReply[] = [];
  const turns: Turn[] = [];
  let earlierEnds: readonly number[] = [];
  for (const { text } of conversation.messages) {
    turns.push({ role: "user", text });
    const prompt = await referenceTokens(ask, { ...conversation, turns });
    const next = await referenceTokens(ask, { ...conversation, turns: [...turns, ...anyExchange] });
    const parting = prompt.findIndex((token, i) => token !== next[i]);
    const lastingTokens = parting === -1 ? prompt.length : parting;
    const ends = batchEnds(prompt, { earlierEnds, lastingTokens });
    const prompts = ends.map((end) => prompt.slice(0, end));
    const reply = await complete(ask, prompts, mostTokens);
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
