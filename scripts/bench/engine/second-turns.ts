import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeGguf } from "../../gguf/gguf-writer.ts";
import { scriptedModel } from "../../models/scripted-model.ts";
import type { BareContender } from "./bare-contender.ts";
import { FacetContender } from "./facet-contender.ts";

export interface AfterReasoning {
  readonly reasoningTokens: number;
  /** In the second turn: the tokens of the last answer, the new message and the tags around them. */
  readonly newTokens: number;
  readonly evaluatedTokens: number;
}

const answer = "That is all there is to say about it.";

/** Measures a second turn after a reply with 1,000 reasoning tokens, from a scripted model. */
export async function afterReasoning(): Promise<AfterReasoning> {
  const folder = await mkdtemp(join(tmpdir(), "facet-bench-reasoning-"));
  const path = join(folder, "thinks.gguf");
  const thought = Array.from({ length: 1000 }, (_, i) => `step${i}`).join(" ");
  await writeGguf(path, scriptedModel({ name: "Thinks long", thought, answer, contextLength: 32_768 }));
  const facet = await FacetContender.start(path);
  try {
    const first = await facet.ask("What is there to say?", { maxTokens: null, thinking: true });
    const { conversationId } = first;
    const second = await facet.ask("And now?", { maxTokens: 1, thinking: true, conversationId });
    return {
      reasoningTokens: first.stats.generatedTokens,
      newTokens: second.stats.promptTokens - first.stats.promptTokens,
      evaluatedTokens: second.stats.promptTokens - second.stats.reusedTokens,
    };
  } finally {
    await facet.dispose();
    await rm(folder, { recursive: true });
  }
}

export interface ShortTurn {
  readonly evaluatedTokens: number;
  readonly firstTokenMs: number;
  /** The time to evaluate the same number of tokens after the same number of tokens, without the app. */
  readonly costMs: number;
}

/** Measures a short second turn: its time to first token, and the cost of its tokens. */
export async function shortSecondTurn(
  facet: FacetContender,
  bare: BareContender,
  text: string,
): Promise<ShortTurn> {
  const { conversationId } = await facet.ask(text, { maxTokens: 16 });
  const second = await facet.ask("go on", { maxTokens: 2, conversationId });
  const { promptTokens, reusedTokens } = second.stats;
  const evaluatedTokens = promptTokens - reusedTokens;
  const cost = await bare.ask({
    text,
    beforeTokens: reusedTokens,
    promptTokens: evaluatedTokens,
    decodeTokens: 1,
  });
  return {
    evaluatedTokens,
    firstTokenMs: second.firstAtMs - second.atMs,
    costMs: cost.firstAtMs - cost.atMs,
  };
}
