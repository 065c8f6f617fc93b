import type { NativeCheckpoint, NativeContext } from "./native-context.ts";
import type { Cell } from "./batch.ts";
import { Checkpoints, type CheckpointLimits } from "./checkpoints.ts";
import { savedSpan, sharedPrefix, validPrefix, type Span } from "./valid-prefix.ts";

export interface EvaluatedCellsOptions {
  readonly native: NativeContext;
  readonly sizeTokens: number;
  /** In tokens; null when no layer has a sliding window. */
  readonly slidingWindow: number | null;
  readonly checkpoints: CheckpointLimits;
  /** The context was emptied, by a failure or by `clear`. */
  readonly onCleared: () => void;
}

/** How to reduce the context to its first `kept` cells; without a checkpoint by a rewind. */
export interface Cut {
  readonly kept: number;
  readonly checkpoint: NativeCheckpoint | null;
}

/**
 * The exact list of the cells in the model's context, and the correct ways back to a part of it.
 *
 * 1. **Rewind**: the common prefix stays, and the rest is discarded. This is correct only while the layers
 *    with a sliding window still hold the whole window before the cut (`valid-prefix.ts`). node-llama-cpp
 *    compares the cut with the oldest position alone, which gives silently wrong logits for cuts one window
 *    back: exactly where dropping long reasoning ends.
 * 2. **Restore a checkpoint** taken at or before the cut, and evaluate from there. llama.cpp saves exactly one
 *    window before the end, so a checkpoint serves a cut at its end and one token before, which another reply
 *    to the same prompt needs, and no other cut. It must be taken when the context ends there: later the
 *    window before that position is gone. It costs one copy of a window.
 *
 * Any failure empties the context: slower, but never wrong.
 */
export class EvaluatedCells {
  readonly #native: NativeContext;
  readonly #slidingWindow: number | null;
  /** A context no longer than the window never discards cells. */
  readonly #forgets: boolean;
  readonly #cells: Cell[] = [];
  readonly #checkpoints: Checkpoints;
  readonly #onCleared: () => void;

  constructor({ native, sizeTokens, slidingWindow, checkpoints, onCleared }: EvaluatedCellsOptions) {
    this.#native = native;
    this.#slidingWindow = slidingWindow;
    this.#forgets = slidingWindow !== null && sizeTokens > slidingWindow;
    this.#checkpoints = new Checkpoints(checkpoints, slidingWindow);
    this.#onCleared = onCleared;
  }

  get list(): readonly Cell[] {
    return this.#cells;
  }

  get length(): number {
    return this.#cells.length;
  }

  get checkpointBytes(): number {
    return this.#checkpoints.bytes;
  }

  /** Call after these tokens were evaluated. */
  push(...tokens: readonly number[]): void {
    this.#cells.push(...tokens);
  }

  /** Call after a medium was evaluated as a whole. */
  pushMedium(cell: Cell, length: number): void {
    for (let i = 0; i < length; i++) this.#cells.push(cell);
  }

  /** Call after the native context, which was empty, was replaced by one with these cells. */
  pushRestored(cells: readonly Cell[]): void {
    // Not `push`: a context has more cells than a call may have arguments.
    for (const cell of cells) this.#cells.push(cell);
  }

  /** The length of the prefix that the prompt has in common with the context. */
  sharedWith(prompt: readonly Cell[]): number {
    return sharedPrefix(this.#cells, prompt);
  }

  /**
   * How many cells `cutFor` would keep for this prompt. Its last token is never kept: it must be evaluated to
   * get logits to sample from.
   */
  keptFor(prompt: readonly Cell[]): number {
    return this.#planFor(prompt).kept;
  }

  /** The cut that keeps most of the first `wanted` cells. */
  planCut(wanted: number): Cut {
    const rewound = validPrefix(this.#span, wanted, this.#slidingWindow);
    const checkpoint = this.#checkpoints.bestFor(wanted);
    return checkpoint !== null && checkpoint.kept > rewound
      ? { kept: checkpoint.kept, checkpoint: checkpoint.native }
      : { kept: rewound, checkpoint: null };
  }

  /** Reduces the context to what the plan keeps; after any failure it is empty. */
  async apply({ kept, checkpoint }: Cut): Promise<void> {
    if (kept === this.length) return;
    const isDone =
      kept > 0 && (checkpoint === null ? this.#native.forgetFrom(kept) : await isRestored(checkpoint, kept));
    if (isDone && this.#native.newestPosition() === kept - 1) {
      this.#cells.length = kept;
    } else {
      this.clear();
    }
  }

  /** Reduces the context to the longest usable prefix of the prompt; after any failure it is empty. */
  async cutFor(prompt: readonly Cell[]): Promise<void> {
    const common = this.sharedWith(prompt);
    await this.apply(this.#planFor(prompt));
    // The cells between the kept and the common prefix will be evaluated again unchanged.
    this.#checkpoints.cutAt(common);
  }

  /** Rewinds to this length. False: that is not possible, and the context is empty. */
  rewindTo(length: number): boolean {
    const isWhole = validPrefix(this.#span, length, this.#slidingWindow) === length;
    if (!isWhole || !this.#native.forgetFrom(length)) {
      this.clear();
      return false;
    }
    this.#cells.length = length;
    this.#checkpoints.cutAt(length);
    return true;
  }

  /**
   * @param evaluate evaluates cells from this position on, which the caller adds to the list
   * @returns null when stopped: the context is as before. After any other failure it is empty
   * @throws what `evaluate` throws, unless the signal is aborted
   */
  async unlessStopped<T>(
    signal: AbortSignal | undefined,
    evaluate: (firstPosition: number) => Promise<T>,
  ): Promise<T | null> {
    const first = this.length;
    try {
      return await evaluate(first);
    } catch (error) {
      if (signal?.aborted) {
        this.#discardPartial(first);
        return null;
      }
      this.clear();
      throw error;
    }
  }

  /** Whether a checkpoint is missing, with the end of the context at this position. */
  isCheckpointDue(position: number): boolean {
    const { length } = this;
    return this.#forgets && length > 0 && length === position && !this.#checkpoints.has(length);
  }

  async takeCheckpoint(): Promise<void> {
    const span = savedSpan(this.#span, this.#slidingWindow);
    try {
      this.#checkpoints.add(span, await this.#native.takeCheckpoint());
    } catch {
      // Not enough memory: a later rewind will take longer.
    }
  }

  clear(): void {
    this.#native.forgetAll();
    this.#cells.length = 0;
    this.#checkpoints.clear();
    this.#onCleared();
  }

  /** Frees the checkpoints. */
  dispose(): void {
    this.#checkpoints.clear();
  }

  get #span(): Span {
    return { length: this.length, oldestPosition: this.#native.oldestPosition() };
  }

  #planFor(prompt: readonly Cell[]): Cut {
    return this.planCut(Math.min(this.sharedWith(prompt), prompt.length - 1));
  }

  /** Discards a partially evaluated batch, which may have evicted cells that the window before it needs. */
  #discardPartial(first: number): void {
    const native = this.#native;
    const span = { length: native.newestPosition() + 1, oldestPosition: native.oldestPosition() };
    const isWhole = span.length === first || validPrefix(span, first, this.#slidingWindow) === first;
    if (first === 0 || !isWhole || !native.forgetFrom(first)) {
      this.clear();
    }
  }
}

async function isRestored(checkpoint: NativeCheckpoint, position: number): Promise<boolean> {
  try {
    return await checkpoint.restore(position);
  } catch {
    return false;
  }
}
