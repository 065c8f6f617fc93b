import type { NativeCheckpoint } from "../llama-internals.ts";
import { validPrefix, type Span } from "./valid-prefix.ts";

/** How much may be kept of checkpoints. */
export interface CheckpointLimits {
  readonly count: number;
  readonly bytes: number;
}

interface Checkpoint {
  /** `length` shrinks when what follows is replaced: beyond it the context holds other tokens than when it was taken. */
  span: Span;
  readonly native: NativeCheckpoint;
}

/** A checkpoint, and how many tokens are evaluated once it is restored. */
export interface CheckpointUse {
  readonly kept: number;
  readonly native: NativeCheckpoint;
}

/**
 * The checkpoints of what is in the context now, oldest first.
 *
 * A checkpoint holds what the layers with a sliding window would forget; the other layers never forget, and keep their part
 * in the context. So it is worth something only as long as the context still begins with the tokens it was taken after,
 * and it serves for a cut at its end, or one token before: the window before both is in it.
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

  /** Takes this one in; the oldest ones leave for it. One that is too large by itself is not kept. */
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

  /** The one that keeps most of the first `wanted` tokens; null when none is of use. */
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

  /** From this position on the context will hold other tokens; what can not serve any more is dropped. */
  cutAt(position: number): void {
    this.#kept = this.#kept.filter((checkpoint) => {
      const { span, native } = checkpoint;
      const length = validPrefix(span, position, this.#slidingWindow);
      if (length === 0) {
        native.dispose();
        return false;
      }
      // A cut inside makes it end there: at its new end it is still whole, and one further back it may be.
      checkpoint.span = { ...span, length };
      return true;
    });
  }

  clear(): void {
    this.cutAt(0);
  }
}
