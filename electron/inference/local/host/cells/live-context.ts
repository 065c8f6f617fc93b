import type { JobOptions } from "../../../../../native/job.ts";
import type { NativeCheckpoint, NativeContext } from "../llama-internals.ts";
import { TunedThreads, type TunedThreadsOptions } from "../tuned-threads.ts";
import { savingMs } from "../kept/idle-keeping.ts";
import type { KeptContexts } from "../kept/kept-contexts.ts";
import { nextBatch, type CellBatch, type Cell } from "./batch.ts";
import { Checkpoints, type CheckpointLimits } from "./checkpoints.ts";
import { ParkedContexts, type ParkedContext, type ParkingOptions } from "./parked-contexts.ts";
import { savedSpan, sharedPrefix, validPrefix } from "./valid-prefix.ts";

export interface LiveContextOptions extends TunedThreadsOptions {
  readonly native: NativeContext;
  readonly sizeTokens: number;
  readonly batchTokens: number;
  /** In tokens; null when no layer has a sliding window. */
  readonly slidingWindow: number | null;
  readonly checkpoints: CheckpointLimits;
  /** Null: the contexts of other chats are not kept. */
  readonly parking: ParkingOptions | null;
}

/**
 * The model's context together with the exact list of the cells in it. Calls must not overlap.
 *
 * A new prompt is a new list, and `prepare` finds the cheapest correct way from the old list to it:
 *
 * 1. **Rewind**: the common prefix stays, and the rest is discarded. This is correct only while the layers
 *    with a sliding window still hold the whole window before the cut (`valid-prefix.ts`). node-llama-cpp
 *    compares the cut with the oldest position alone, which gives silently wrong logits for cuts one window
 *    back: exactly where dropping long reasoning ends.
 * 2. **Restore a checkpoint** taken at or before the cut, and evaluate from there. A checkpoint is taken
 *    where the next turn's prompt will diverge from this one: before the reasoning, and before the empty
 *    thought that some templates add. llama.cpp saves exactly one window before the end, so a checkpoint
 *    serves a cut at its end and one token before, which another reply to the same prompt needs, and no other
 *    cut. It must be taken at that moment: later the window before that position is gone. It costs one copy
 *    of a window.
 * 3. **Restore a parked context**: another chat's, from a file.
 * 4. **Replay** the list from its beginning, or from where the others ended.
 *
 * The way that keeps most tokens is chosen, and any failure falls back to a replay: slower, but never wrong.
 * The list holds only cells that are known to be evaluated: a failed evaluation empties it, and a stopped one
 * leaves the cells from before.
 */
export class LiveContext {
  readonly sizeTokens: number;
  /** The most tokens to evaluate in one call. */
  readonly batchTokens: number;
  readonly #native: NativeContext;
  readonly #slidingWindow: number | null;
  readonly #threads: TunedThreads;
  readonly #cells: Cell[] = [];
  readonly #checkpoints: Checkpoints;
  readonly #parked: ParkedContexts | null;
  /** How many of the prompt's cells the next turn of this chat will begin with; a checkpoint is due there. */
  #lasting = 0;
  /** With the reply, how many cells the next turn will begin with. */
  #lastingWithReply: () => number = none;
  /** Whether the turn has ended, so that nothing continues its end. */
  #hasTurnEnded = false;
  /** The opaque name of the chat that the contents belong to; null: none. */
  #owner: string | null = null;
  /** Where the prompt's beginning is to be saved, since other chats share it; 0: nowhere. */
  #beginning = 0;
  /** Of the last prefill; 0: not known. */
  #msPerToken = 0;
  /** Whether the contents belong to a paused generation. */
  #isHeld = false;

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
   * Keeps the longest usable prefix for this prompt, discards the rest, and returns the number of tokens
   * kept. The last token of a prompt is never kept: it must be evaluated to get logits to sample from.
   * @param lastingTokens how many of the prompt's tokens the next turn will begin with, whatever the reply
   * @param change how the prompt follows the current contents
   * @param owner the opaque name of the chat; null: nothing is kept of it
   */
  async prepare(
    prompt: readonly Cell[],
    lastingTokens: number,
    change: ContextChange = "replaces",
    owner: string | null = null,
  ): Promise<number> {
    const isContinued = change === "continues";
    if (prompt.length - this.#planFor(prompt).kept > worthMovingTokens) await this.#parked?.kept?.settled();
    const other = this.#parkedFor(prompt, isContinued);
    if (change !== "shortens") {
      await this.#parkHeld(prompt, isContinued);
      await this.#parkCurrent(prompt);
    }
    if (other !== null) {
      await this.#restore(other, isContinued, owner);
    }
    await this.#cutFor(prompt);
    this.#isHeld = false;
    this.#lasting = lastingTokens;
    this.#lastingWithReply = none;
    this.#hasTurnEnded = false;
    this.#owner = owner;
    const beginning = owner === null ? 0 : (this.#parked?.kept?.beginningOf(prompt, owner) ?? 0);
    this.#beginning = beginning >= this.usedTokens ? beginning : 0;
    return this.usedTokens;
  }

  /**
   * Prepares for cells that a later prompt will begin with, as `prepare` does, but only where nothing is lost:
   * what the current chat's next turn begins with stays, or goes into a file that no other one has to leave for.
   * @returns the number of cells that are there already; null: something would be lost
   */
  async prepareAhead(beginning: readonly Cell[], owner: string | null): Promise<number | null> {
    if (this.#isHeld) return null;
    if (sharedPrefix(this.#cells, beginning) === beginning.length) return beginning.length;
    if (!(await this.#parkCurrent(beginning, "free-room"))) return null;
    const other = this.#parkedFor(beginning, false);
    if (other !== null) await this.#restore(other, false, owner);
    await this.#cutFor(beginning);
    this.#lasting = beginning.length;
    this.#lastingWithReply = none;
    this.#hasTurnEnded = false;
    this.#owner = owner;
    this.#beginning = 0;
    return this.usedTokens;
  }

  /** Call after a reply without reasoning that may go on: the next turn will begin with it. */
  keepReply(): void {
    if (this.#lasting > 0) this.#lastingWithReply = () => this.#cells.length;
  }

  /**
   * Call when the model has ended its turn.
   * @param next the next turn's prompt up to the user's message; null: not known
   */
  endTurn(next: () => readonly Cell[] | null): void {
    this.#hasTurnEnded = true;
    if (this.#lasting === 0) return;
    let length: number | null = null;
    this.#lastingWithReply = () => (length ??= sharedPrefix(this.#cells, next() ?? []));
  }

  /**
   * Saves what the chat's next turn will begin with, so that it outlives the process. Call it when nothing else
   * is to be done: a prompt that arrives meanwhile has to wait.
   * @param isLast whether the context will not be used again
   */
  async keep(isLast: boolean): Promise<void> {
    const hasOwner = this.#owner !== null && (this.#parked?.kept ?? null) !== null;
    if (!hasOwner || this.#isHeld || this.#lasting < worthParkingTokens) return;
    if (this.#isCheaperThanReading(this.#lasting, 2)) await this.#park(isLast || this.#hasTurnEnded);
  }

  /** The chat that the contents are kept for. */
  get owner(): string | null {
    return this.#owner;
  }

  /** The expected size of what `keep` would save. */
  get bytesToKeep(): number {
    return this.#owner === null ? 0 : (this.#parked?.bytesFor(this.#cells.length) ?? 0);
  }

  /** From now on, contexts of chats outlive the process. */
  keepIn(kept: KeptContexts): void {
    this.#parked?.keepIn(kept);
  }

  /** Deletes what was saved of these chats, and saves no more of them; null: of all. */
  forget(owners: readonly string[] | null): void {
    this.#parked?.forget(owners);
    if (this.#owner === null || owners?.includes(this.#owner) === false) return;
    this.#owner = null;
    this.#beginning = 0;
    // What is in memory goes with the next prompt. It is not set aside for a chat that was deleted.
    if (owners !== null) this.#lasting = 0;
  }

  /**
   * Call when a generation is paused: its context is parked as a whole when another prompt replaces it, so
   * that the generation can go on with exactly the same cells.
   */
  hold(): void {
    this.#isHeld = true;
  }

  /** Call when a paused generation will not continue; these are its cells, and perhaps more. */
  releaseHeld(cells: readonly Cell[]): void {
    if (sharedPrefix(this.#cells, cells) === this.#cells.length) {
      this.#isHeld = false;
    }
    this.#parked?.dropHeld(cells);
  }

  /**
   * Evaluates a token and clears the context. The thread tuner ignores the time it takes, which is not
   * typical.
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

  /** The next batch of the prompt to evaluate. */
  nextBatch(prompt: readonly Cell[]): CellBatch {
    return nextBatch(prompt, this.usedTokens, {
      batchTokens: this.batchTokens,
      checkpointAt: this.usedTokens < this.#beginning ? this.#beginning : this.#lasting,
    });
  }

  /**
   * Adds at most one batch of tokens. Their evaluation has begun when this returns, unless a checkpoint has
   * to be taken first.
   * @returns the index of the last token's logits (-1 without logits); null when stopped: none of the tokens
   * is in the context then
   * @throws when llama.cpp fails; the context is empty then
   */
  async add(
    tokens: readonly number[],
    withLogits: boolean,
    options: JobOptions = {},
  ): Promise<number | null> {
    const startedAtMs = performance.now();
    const logits = await this.#unlessStopped(options.signal, async (first) => {
      // No unconditional await: the evaluation of a token must begin synchronously.
      if (this.#isBeginningDue) {
        await this.#keepBeginning();
      }
      if (this.#isCheckpointDue) {
        await this.#takeCheckpoint();
      }
      return this.#threads.measured(tokens.length, () =>
        this.#native.decode(tokens, first, withLogits, options),
      );
    });
    if (logits !== null) {
      this.#cells.push(...tokens);
      if (tokens.length >= leastTimedTokens) {
        this.#msPerToken = (performance.now() - startedAtMs) / tokens.length;
      }
    }
    return logits;
  }

  /**
   * Adds a chosen token and the tokens that are drafted to follow it, with logits for each. Their evaluation
   * has begun when this returns, as with `add`. `cutDrafts` must follow.
   * @returns the indexes of the tokens' logits; null when stopped: none of the tokens is in the context then
   * @throws when llama.cpp fails; the context is empty then
   */
  async addDrafts(tokens: readonly number[], options: JobOptions): Promise<readonly number[] | null> {
    const logits = await this.#unlessStopped(options.signal, async (first) => {
      if (this.#isCheckpointDue) {
        await this.#takeCheckpoint();
      }
      this.#threads.useBest();
      return this.#native.decodeAll(tokens, first, options);
    });
    if (logits !== null) {
      this.#cells.push(...tokens);
    }
    return logits;
  }

  /**
   * Removes drafts that the model rejected. Cells are evicted from a sliding window only where the first token
   * of an evaluation no longer needs them, so the window before a cut behind that token is always there.
   * @param length how many cells stay, the token before the drafts among them
   * @throws when llama.cpp cannot remove them; the context is empty then
   */
  cutDrafts(length: number): void {
    if (length === this.#cells.length) return;
    const live = { length: this.#cells.length, oldestPosition: this.#native.oldestPosition() };
    const isWhole = validPrefix(live, length, this.#slidingWindow) === length;
    if (!isWhole || !this.#native.forgetFrom(length)) {
      this.clear();
      throw new Error("Rejected drafts could not be removed from the context");
    }
    this.#cells.length = length;
    this.#checkpoints.cutAt(length);
  }

  /**
   * Adds a medium as a whole.
   * @param evaluate evaluates it from this position on; may throw after the signal is aborted
   * @returns false when stopped; the context then holds nothing of the medium
   * @throws what `evaluate` throws; the context is empty then
   */
  async addMedium(
    { cell, length }: Extract<CellBatch, { type: "medium" }>,
    evaluate: (firstPosition: number) => Promise<void>,
    signal: AbortSignal,
  ): Promise<boolean> {
    const isThere = await this.#unlessStopped(signal, async (first) => {
      if (this.#isBeginningDue) await this.#keepBeginning();
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

  /** @returns null when stopped: the context is as before. After any other failure it is empty */
  async #unlessStopped<T>(
    signal: AbortSignal | undefined,
    evaluate: (firstPosition: number) => Promise<T>,
  ): Promise<T | null> {
    const first = this.#cells.length;
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

  /** Discards a partially evaluated batch, which may have evicted cells that the window before it needs. */
  #discardPartial(first: number): void {
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
    this.#lastingWithReply = none;
    this.#hasTurnEnded = false;
    this.#owner = null;
    this.#beginning = 0;
    this.#isHeld = false;
  }

  /** Frees what the context holds outside of llama.cpp: checkpoints and parked files. */
  async dispose(): Promise<void> {
    this.#checkpoints.clear();
    this.#parked?.clear();
    await this.#parked?.kept?.settled();
  }

  /** Finds whether a rewind or a checkpoint keeps more of the first `wanted` cells. */
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
    await this.#applyPlan(this.#planFor(prompt));
    // The cells between the kept and the common prefix will be evaluated again unchanged.
    this.#checkpoints.cutAt(common);
  }

  /** Reduces the context to what the plan keeps; after any failure the context is empty. */
  async #applyPlan({
    kept,
    checkpoint,
  }: {
    kept: number;
    checkpoint: NativeCheckpoint | null;
  }): Promise<void> {
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

  /** Parks the whole context of a paused generation. */
  async #parkHeld(prompt: readonly Cell[], isContinued: boolean): Promise<void> {
    const isOurs = isContinued && this.#planFor(prompt).kept === this.#cells.length;
    if (this.#isHeld && !isOurs && this.#cells.length > 0) {
      await this.#parked?.park(this.#native, this.#cells, { isHeld: true, owner: this.#owner });
    }
  }

  /**
   * Parks the prefix that the current chat's next turn will begin with, when another chat replaces it.
   * @returns whether nothing of it is lost
   */
  async #parkCurrent(prompt: readonly Cell[], room: ParkingRoom = "any-room"): Promise<boolean> {
    const read = Math.min(this.#lasting, this.#cells.length);
    if (read - this.#planFor(prompt).kept < worthParkingTokens) return true;
    return this.#park(true, room);
  }

  /**
   * Parks what the next turn will begin with: with the reply where that is possible, else without.
   * @param mayCut whether cells after it may be discarded for that
   * @returns whether nothing of it is lost
   */
  async #park(mayCut: boolean, room: ParkingRoom = "any-room"): Promise<boolean> {
    const parked = this.#parked;
    if (parked === null) return false;
    const read = Math.min(this.#lasting, this.#cells.length);
    const withReply = Math.min(this.#lastingWithReply(), this.#cells.length);
    const owner = this.#owner;
    for (const end of withReply > read ? [withReply, read] : [read]) {
      const plan = this.#plan(end);
      if (plan.kept !== end) continue;
      if (owner !== null && parked.kept?.has(this.#cells.slice(0, end), owner)) return true;
      if (end < this.#cells.length && !mayCut) return false;
      if (room === "free-room" && !(await parked.hasRoomFor(end))) return false;
      await this.#applyPlan(plan);
      // A rewind that failed has left nothing; the chat may have been deleted meanwhile.
      const isThere = this.#cells.length > 0 && this.#owner === owner;
      return isThere && (await parked.park(this.#native, this.#cells, { isHeld: false, owner }));
    }
    return false;
  }

  /** On a fast GPU, reading a prompt can be as fast as a disk. */
  #isCheaperThanReading(tokens: number, times: number): boolean {
    const bytes = this.#parked?.bytesFor(tokens) ?? 0;
    return this.#msPerToken === 0 || savingMs(bytes) * times <= tokens * this.#msPerToken;
  }

  get #isBeginningDue(): boolean {
    return this.#beginning > 0 && this.#cells.length === this.#beginning;
  }

  async #keepBeginning(): Promise<void> {
    const owner = this.#owner;
    const isWorthIt = this.#isCheaperThanReading(this.#beginning, 10);
    this.#beginning = 0;
    if (owner !== null && isWorthIt)
      await this.#parked?.kept?.save(this.#native, this.#cells, { owner, isBeginning: true });
  }

  /**
   * The parked context that keeps clearly more of this prompt than the current one; null when none does. A
   * paused generation takes any that keeps more: cells that are evaluated again in other batches differ in
   * their last bits.
   */
  #parkedFor(prompt: readonly Cell[], isContinued: boolean): ParkedContext | null {
    const best = this.#parked?.bestFor(prompt, isContinued) ?? null;
    const worth = isContinued ? 1 : worthMovingTokens;
    if (best === null || best.kept < this.#planFor(prompt).kept + worth) {
      return null;
    }
    this.#parked?.takeOut(best.parked);
    return best.parked;
  }

  async #restore(parked: ParkedContext, isContinued: boolean, owner: string | null): Promise<void> {
    this.clear();
    if (await this.#parked?.restore(parked, this.#native, owner)) {
      append(this.#cells, parked.cells);
      if (!isContinued) {
        this.#lasting = parked.cells.length;
        await this.#takeCheckpointIfDue();
      }
    } else {
      this.clear();
    }
  }

  get #isCheckpointDue(): boolean {
    const length = this.#cells.length;
    // A context no longer than the window never discards cells.
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
      // Not enough memory: a later rewind will take longer.
    }
  }
}

/**
 * `replaces`: another prompt, or the next turn; `continues`: a paused generation goes on; `shortens`: the
 * same chat with fewer turns, so that the current contents are not worth parking.
 */
export type ContextChange = "replaces" | "continues" | "shortens";

async function isRestored(checkpoint: NativeCheckpoint, position: number): Promise<boolean> {
  try {
    return await checkpoint.restore(position);
  } catch {
    return false;
  }
}

/** `free-room`: no other parked context may leave for this one. */
type ParkingRoom = "any-room" | "free-room";

/** Evaluating fewer tokens again is as fast as saving and loading them. */
const worthParkingTokens = 256;
const worthMovingTokens = 64;

/** Fewer take as long as some more would. */
const leastTimedTokens = 16;

const none = () => 0;

/** Not `push(...more)`: a context has more tokens than a call may have arguments. */
function append(cells: number[], more: readonly number[]): void {
  for (const cell of more) {
    cells.push(cell);
  }
}
