import type { NativeCheckpoint } from "./native-context.ts";
import { validPrefix, type Span } from "./valid-prefix.ts";

/** Limits for all checkpoints of a context together. */
export interface CheckpointLimits {
  readonly count: number;
  readonly bytes: number;
}

interface Checkpoint {
  /**
   * `length` shrinks when the tokens after it are replaced: beyond it, the context differs from when the
   * checkpoint was taken.
   */
  span: Span;
  readonly native: NativeCheckpoint;
}

/** A checkpoint, and how many evaluated tokens the context keeps after restoring it. */
export interface CheckpointUse {
  readonly kept: number;
  readonly native: NativeCheckpoint;
}

/**
 * The checkpoints of the current context, oldest first.
 *
 * A checkpoint holds the cells that layers with a sliding window would discard; the other layers keep theirs
 * in the context. It is therefore valid only while the context still begins with the tokens it was taken
 * after, and it serves a cut at its end or one token before: it contains the window before both.
 */
export class Checkpoints {
  readonly #limits: CheckpointLimits;
  readonly #slidingWindow: number | null;
  #kept: Checkpoint[] = [];

  constructor(limits: CheckpointLimits, slidingWindow: number | null) {
    this.#limits = limits;
    this.#slidingWindow = slidingWindow;
  }

  get bytes(): number {
    return this.#kept.reduce((sum, { native }) => sum + native.bytes, 0);
  }

  get count(): number {
    return this.#kept.length;
  }

  has(length: number): boolean {
    return this.#kept.some(({ span }) => span.length === length);
  }

  /**
   * Adds a checkpoint and disposes of the oldest ones beyond the limits. One that exceeds the limits by
   * itself is disposed of at once.
   */
  add(span: Span, native: NativeCheckpoint): void {
    if (native.bytes > this.#limits.bytes || this.#limits.count === 0) {
      native.dispose();
      return;
    }
    this.#kept.push({ span, native });
    while (this.count > this.#limits.count || this.bytes > this.#limits.bytes) {
      this.#kept.shift()?.native.dispose();
    }
  }

  /** The checkpoint that keeps most of the first `wanted` tokens; null when none can be used. */
  bestFor(wanted: number): CheckpointUse | null {
    let best: CheckpointUse | null = null;
    for (const { span, native } of this.#kept) {
      const kept = validPrefix(span, wanted, this.#slidingWindow);
      if (kept > (best?.kept ?? 0)) {
        best = { kept, native };
      }
    }
    return best;
  }

  /**
   * Call before the cells from this position on are replaced; disposes of checkpoints that become invalid.
   */
  cutAt(position: number): void {
    this.#kept = this.#kept.filter((checkpoint) => {
      const { span, native } = checkpoint;
      const length = validPrefix(span, position, this.#slidingWindow);
      if (length === 0) {
        native.dispose();
        return false;
      }
      // The checkpoint now ends at the cut: it is complete there, but may be incomplete further back.
      checkpoint.span = { ...span, length };
      return true;
    });
  }

  clear(): void {
    this.cutAt(0);
  }
}
