import { nextBatch } from "../../electron/inference/local/host/cells/batch.ts";
import { cpuBatchTokens } from "../../shared/models/compute-buffer.ts";

/**
 * Where the engine's batches end for a prompt on a CPU. The prefix shared with the previous turn is in the
 * context already, from that turn's batches.
 */
export function batchEnds(
  prompt: readonly number[],
  {
    earlierEnds,
    lastingTokens,
  }: {
    /** Batch ends of the previous turn, within the shared prefix. */
    readonly earlierEnds: readonly number[];
    /** How much of this prompt the next turn's prompt will share: the engine takes a checkpoint there. */
    readonly lastingTokens: number;
  },
): readonly number[] {
  const ends = [...earlierEnds];
  const limits = { batchTokens: cpuBatchTokens, checkpointAt: lastingTokens };
  for (let at = ends.at(-1) ?? 0; at < prompt.length;) {
    const batch = nextBatch(prompt, at, limits);
    at += batch.type === "tokens" ? batch.tokens.length : batch.length;
    ends.push(at);
  }
  return ends;
}
