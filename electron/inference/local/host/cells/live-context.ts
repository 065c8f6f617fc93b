import type { JobOptions } from "../../../../../native/job.ts";
import type { NativeCheckpoint, NativeContext } from "../llama-internals.ts";
import { TunedThreads, type TunedThreadsOptions } from "../tuned-threads.ts";
import { nextBatch, type CellBatch, type Cell } from "./batch.ts";
import { Checkpoints, type CheckpointLimits } from "./checkpoints.ts";
import { ParkedContexts, type ParkedContext, type ParkingPlace } from "./parked-contexts.ts";
import { savedSpan, sharedPrefix, validPrefix } from "./valid-prefix.ts";

export interface LiveContextOptions extends TunedThreadsOptions {
  readonly native: NativeContext;
  readonly sizeTokens: number;
  readonly batchTokens: number;
  /** In tokens; null when no layer slides. */
  readonly slidingWindow: number | null;
  readonly checkpoints: CheckpointLimits;
  /** Null: contexts of other chats are not kept. */
  readonly parking: ParkingPlace | null;
}

/**
 * The model's context together with the exact list of what is in it. Calls must not overlap.
 *
 * A new prompt is a new list, and `prepare` finds the cheapest right way from the old one to it:
 *
 * 1. **Rewind**: what both lists begin with stays, and the rest is forgotten. This is right only while the layers with a
 *    sliding window still have the whole window before the cut (`valid-prefix.ts`). node-llama-cpp compares the cut with
 *    the oldest position alone, which gives silently wrong answers one window back: where dropping a long thought lands.
 * 2. **Restore a checkpoint** taken at or before the cut, and evaluate from there. One is taken where the next turn's prompt
 *    will part from this one's: before the thought, and before the empty thought that some templates put. llama.cpp
 *    saves exactly one window before the end, so that it serves for a cut there and one token before, which is what
 *    another reply to the same prompt needs, and for nothing else. Hence it is taken then and there: later the
 *    window before that position is not to be had any more. It costs one copy of a window.
 * 3. **Take back a parked context**: another chat's, from a file.
 * 4. **Replay** the list from its beginning, or from as far as the others got.
 *
 * Whichever keeps most tokens is taken, and whatever fails on the way ends in a replay: slower, never wrong. Only the
 * cells that are known to be evaluated are in the list: an evaluation that fails empties it, one that is stopped leaves what was
 * there before.
 */
export class LiveContext {
  readonly sizeTokens: number;
  /** The most tokens to evaluate in one go. */
  readonly batchTokens: number;
  readonly #native: NativeContext;
  readonly #slidingWindow: number | null;
  readonly #threads: TunedThreads;
  readonly #cells: Cell[] = [];
  readonly #checkpoints: Checkpoints;
  readonly #parked: ParkedContexts | null;
  /** How many of the prompt's cells the next turn of this chat will begin with; a checkpoint is due there. */
  #lasting = 0;
  /** Whether the next turn will begin with the reply too, as it is. */
  #isReplyLasting = false;

  constructor(options: LiveContextOptions) {
    const { slidingWindow, sizeTokens, parking } = options;
    this.#native = options.native;
    this.sizeTokens = sizeTokens;
    this.batchTokens = options.batchTokens;
    this.#slidingWindow = slidingWindow;
    this.#threads = new TunedThreads(options);
    this.#checkpoints = new Checkpoints(options.checkpoints, slidingWindow);
    this.#parked = parking === null ? null : new ParkedContexts(parking, slidingWindow);
  }

  get usedTokens(): number {
    return this.#cells.length;
  }

  get isFull(): boolean {
    return this.usedTokens >= this.sizeTokens;
  }

  get checkpointBytes(): number {
    return this.#checkpoints.bytes;
  }

  /**
   * Keeps what can be kept for this prompt, drops the rest, and tells how many tokens are left. The last token of a prompt
   * is never kept: without evaluating it there is nothing to sample from.
   * @param lastingTokens how many of the prompt's tokens the next turn will begin with, whatever the reply
   * @param isReplaced what is there is not wanted back: this prompt is the same chat's, with less before it
   */
  async prepare(prompt: readonly Cell[], lastingTokens: number, isReplaced = false): Promise<number> {
    const other = this.#parkedFor(prompt);
    if (!isReplaced) {
      await this.#parkWhatIsLeft(prompt);
    }
    if (other !== null) {
      await this.#restore(other);
    }
    await this.#cutFor(prompt);
    this.#lasting = lastingTokens;
    this.#isReplyLasting = false;
    return this.usedTokens;
  }

  /** The reply that was added is without a thought: the next turn will begin with it. */
  keepReply(): void {
    this.#isReplyLasting = this.#lasting > 0;
  }

  /**
   * Evaluates a token, and forgets it. How long that takes says nothing of those that follow.
   * @throws when llama.cpp fails; the reason of the signal
   */
  async warmUp(token: number, signal: AbortSignal): Promise<void> {
    this.#threads.useAll();
    try {
      await this.#native.decode([token], 0, false, { signal });
      signal.throwIfAborted();
    } finally {
      this.clear();
    }
  }

  /** What of the prompt is to be added next, in one go. */
  nextBatch(prompt: readonly Cell[]): CellBatch {
    return nextBatch(prompt, this.usedTokens, {
      batchTokens: this.batchTokens,
      checkpointAt: this.#lasting,
    });
  }

  /**
   * Adds tokens, at most a batch of them; with logits it answers where those of the last one are. Their evaluation has begun when
   * this returns, unless a checkpoint has to be taken first.
   * @returns null when it was stopped; none of them is in the context then
   * @throws when llama.cpp fails; the context is empty then
   */
  async add(
    tokens: readonly number[],
    withLogits: boolean,
    options: JobOptions = {},
  ): Promise<number | null> {
    const logits = await this.#unlessStopped(options.signal, async (first) => {
      // Not to wait for nothing: a token's evaluation is to begin here and now.
      if (this.#isCheckpointDue) {
        await this.#takeCheckpoint();
      }
      return this.#threads.measured(tokens.length, () =>
        this.#native.decode(tokens, first, withLogits, options),
      );
    });
    if (logits !== null) {
      this.#cells.push(...tokens);
    }
    return logits;
  }

  /**
   * Adds a medium as a whole.
   * @param evaluate puts it there from this position on; after the signal's abort it may throw
   * @returns false when it was stopped; nothing of it is in the context then
   * @throws what `evaluate` throws; the context is empty then
   */
  async addMedium(
    { cell, length }: Extract<CellBatch, { type: "medium" }>,
    evaluate: (firstPosition: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const isThere = await this.#unlessStopped(signal, async (first) => {
      await this.#takeCheckpointIfDue();
      this.#threads.useAll();
      await evaluate(first);
      return true;
    });
    for (let i = 0; isThere && i < length; i++) {
      this.#cells.push(cell);
    }
    return isThere ?? false;
  }

  /** @returns null when it was stopped: the context is as before. After any other failure it is empty */
  async #unlessStopped<T>(
    signal: AbortSignal | undefined,
    evaluate: (firstPosition: number) => Promise<T>,
  ): Promise<T | null> {
    const first = this.#cells.length;
    try {
      return await evaluate(first);
    } catch (error) {
      if (signal?.aborted) {
        this.#forgetHalfOf(first);
        return null;
      }
      this.clear();
      throw error;
    }
  }

  /** What was added last came halfway; it may have pushed out what the window before it needs. */
  #forgetHalfOf(first: number): void {
    const native = this.#native;
    const span = { length: native.newestPosition() + 1, oldestPosition: native.oldestPosition() };
    const isWhole = span.length === first || validPrefix(span, first, this.#slidingWindow) === first;
    if (first === 0 || !isWhole || !native.forgetFrom(first)) {
      this.clear();
    }
  }

  clear(): void {
    this.#native.forgetAll();
    this.#cells.length = 0;
    this.#checkpoints.clear();
    this.#lasting = 0;
    this.#isReplyLasting = false;
  }

  /** Gives back what the context holds outside of llama.cpp. */
  dispose(): void {
    this.#checkpoints.clear();
    this.#parked?.clear();
  }

  /** The most that a rewind or a checkpoint keeps of the first `wanted` cells. */
  #plan(wanted: number) {
    const live = { length: this.#cells.length, oldestPosition: this.#native.oldestPosition() };
    const rewound = validPrefix(live, wanted, this.#slidingWindow);
    const checkpoint = this.#checkpoints.bestFor(wanted);
    return checkpoint !== null && checkpoint.kept > rewound
      ? { kept: checkpoint.kept, checkpoint: checkpoint.native }
      : { kept: rewound, checkpoint: null };
  }

  #planFor(prompt: readonly Cell[]) {
    return this.#plan(Math.min(sharedPrefix(this.#cells, prompt), prompt.length - 1));
  }

  async #cutFor(prompt: readonly Cell[]): Promise<void> {
    const common = sharedPrefix(this.#cells, prompt);
    await this.#goBack(this.#planFor(prompt));
    // Between what is kept and what is common the same tokens will come again.
    this.#checkpoints.cutAt(common);
  }

  /** Leaves what the plan keeps; whatever goes wrong leaves nothing. */
  async #goBack({ kept, checkpoint }: { kept: number; checkpoint: NativeCheckpoint | null }): Promise<void> {
    if (kept === this.#cells.length) {
      return;
    }
    const isDone =
      kept > 0 && (checkpoint === null ? this.#native.forgetFrom(kept) : await isRestored(checkpoint, kept));
    if (isDone && this.#native.newestPosition() === kept - 1) {
      this.#cells.length = kept;
    } else {
      this.clear();
    }
  }

  /** Another chat takes the context over: what its next turn will begin with is put aside. */
  async #parkWhatIsLeft(prompt: readonly Cell[]): Promise<void> {
    const read = Math.min(this.#lasting, this.#cells.length);
    if (this.#parked === null || read - this.#planFor(prompt).kept < worthParkingTokens) {
      return;
    }
    const lasting = this.#isReplyLasting ? this.#cells.length : read;
    const plan = this.#plan(lasting);
    if (plan.kept === lasting) {
      await this.#goBack(plan);
      await this.#parked.park(this.#native, this.#cells);
    }
  }

  /** Another chat's context that keeps more of this prompt. */
  #parkedFor(prompt: readonly Cell[]): ParkedContext | null {
    const best = this.#parked?.bestFor(prompt) ?? null;
    if (best === null || best.kept < this.#planFor(prompt).kept + worthMovingTokens) {
      return null;
    }
    this.#parked?.takeOut(best.parked);
    return best.parked;
  }

  async #restore(parked: ParkedContext): Promise<void> {
    this.clear();
    if (await this.#parked?.restore(parked, this.#native)) {
      append(this.#cells, parked.cells);
      this.#lasting = parked.cells.length;
      await this.#takeCheckpointIfDue();
    } else {
      this.clear();
    }
  }

  get #isCheckpointDue(): boolean {
    const length = this.#cells.length;
    // A context no longer than the window never forgets.
    const forgets = this.#slidingWindow !== null && this.sizeTokens > this.#slidingWindow;
    return forgets && length > 0 && length === this.#lasting && !this.#checkpoints.has(length);
  }

  async #takeCheckpointIfDue(): Promise<void> {
    if (this.#isCheckpointDue) {
      await this.#takeCheckpoint();
    }
  }

  async #takeCheckpoint(): Promise<void> {
    const live = { length: this.#cells.length, oldestPosition: this.#native.oldestPosition() };
    const span = savedSpan(live, this.#slidingWindow);
    try {
      this.#checkpoints.add(span, await this.#native.takeCheckpoint());
    } catch {
      // No memory for it: going back will take longer.
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

/** Less than this is evaluated again as fast as it is written down and read. */
const worthParkingTokens = 256;
const worthMovingTokens = 64;

/** Without spreading: a context has more tokens than a call may have arguments. */
function append(cells: number[], more: readonly number[]): void {
  for (const cell of more) {
    cells.push(cell);
  }
}
