import type { GenerationEvent } from "../../../../shared/inference/generation.ts";
import type { MeasuredMedium } from "../../../../shared/models/model-speeds.ts";
import { countMedia, type Cell } from "./cells/batch.ts";
import type { EngineModel } from "./engine-model.ts";

export interface PrefillOptions {
  /** The number of cells at the start that progress does not count. */
  readonly from: number;
  readonly post: (event: GenerationEvent) => void;
  readonly signal: AbortSignal;
  /** Asked before each batch. */
  readonly isPauseWanted: () => boolean;
  /** Called for each medium that was encoded and evaluated, and not for those that were cached. */
  readonly onMedium: (measured: MeasuredMedium) => void;
}

/**
 * Evaluates the cells that the context lacks, batch by batch.
 * @returns the index of the last logits
 */
export async function prefill(
  { context, media }: Pick<EngineModel, "context" | "media">,
  cells: readonly Cell[],
  { from, post, signal, isPauseWanted, onMedium }: PrefillOptions,
): Promise<number | "stopped" | "paused"> {
  const progress = (more = 0) => (context.usedTokens - from + more) / (cells.length - from);
  const of = countMedia(cells, from);
  let logits = -1;
  post({ type: "prefill", progress: progress() });
  while (context.usedTokens < cells.length) {
    if (signal.aborted) return "stopped";
    if (isPauseWanted()) return "paused";
    const batch = context.nextBatch(cells);
    if (batch.type === "tokens") {
      const { tokens } = batch;
      const isLast = context.usedTokens + tokens.length === cells.length;
      const onProgress = (part: number) =>
        post({ type: "prefill", progress: progress(part * tokens.length) });
      const added = await context.add(tokens, isLast, { signal, onProgress });
      if (added === null) return "stopped";
      logits = added;
    } else {
      const place = of - countMedia(cells, context.usedTokens) + 1;
      const medium = { kind: media?.kindOf(batch) ?? "image", place, of };
      const tell = (part: number) =>
        post({ type: "prefill", progress: progress(part * batch.length), medium });
      tell(0);
      if (!(await media?.add(batch, context, tell, signal))) return "stopped";
      const ms = media?.takeSpentMs(batch) ?? null;
      if (ms !== null) onMedium({ kind: medium.kind, tokens: batch.length, ms });
    }
    post({ type: "prefill", progress: progress() });
  }
  return logits;
}
