/** The engine evaluates at most so many tokens of a prompt at once on a CPU. */
const batchTokens = 64;

/**
 * Where the engine's batches end for a prompt: every 64 tokens, and where the part ends that the next turn's prompt will
 * share. What was shared with the turn before is in the context already, from that one's batches.
 */
export function batchEnds(prompt: {
  /** Those of the turn before, as far as it is shared. */
  readonly earlierEnds: readonly number[];
  readonly lastingTokens: number;
  readonly promptTokens: number;
}): readonly number[] {
  const { earlierEnds, lastingTokens, promptTokens } = prompt;
  const ends = [...earlierEnds];
  for (let at = ends.at(-1) ?? 0; at < promptTokens;) {
    const most = at < lastingTokens ? lastingTokens : promptTokens;
    at = Math.min(at + batchTokens, most);
    ends.push(at);
  }
  return ends;
}
