import type { JobOptions } from "../../../../../native/job.ts";
import type { NativeContext } from "./native-context.ts";
import { TunedThreads, type TunedThreadsOptions } from "../tuned-threads.ts";
import { ContextKeeping } from "../kept/context-keeping.ts";
import { nextBatch, type CellBatch, type Cell } from "./batch.ts";
import type { CheckpointLimits } from "./checkpoints.ts";
import { ContextParking, type ContextChange } from "./context-parking.ts";
import { CurrentTurn } from "./current-turn.ts";
import { EvaluatedCells } from "./evaluated-cells.ts";
import { ParkedContexts, type ParkingOptions } from "./parked-contexts.ts";

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
 * A new prompt is a new list, and `prepare` finds the cheapest correct way from the old list to it: a rewind, a
 * checkpoint (`evaluated-cells.ts`), another chat's context from a file (`context-parking.ts`), or a replay of
 * the list from its beginning or from where the others ended. The way that keeps most tokens is chosen, and any
 * failure falls back to a replay: slower, but never wrong.
 *
 * A checkpoint is taken where the next turn's prompt will diverge from this one: before the reasoning, and
 * before the empty thought that some templates add. The list holds only cells that are known to be evaluated: a
 * failed evaluation empties it, and a stopped one leaves the cells from before.
 */
export class LiveContext {
  readonly sizeTokens: number;
  /** The most tokens to evaluate in one call. */
  readonly batchTokens: number;
  readonly turn: CurrentTurn;
  readonly parking: ContextParking;
  readonly keeping: ContextKeeping;
  readonly #native: NativeContext;
  readonly #threads: TunedThreads;
  readonly #cells: EvaluatedCells;
  readonly #parked: ParkedContexts | null;

  constructor(options: LiveContextOptions) {
    const { native, slidingWindow, sizeTokens, batchTokens, checkpoints } = options;
    this.#native = native;
    this.sizeTokens = sizeTokens;
    this.batchTokens = batchTokens;
    this.#threads = new TunedThreads(options);
    const onCleared = () => this.turn.clear();
    const cells = new EvaluatedCells({ native, sizeTokens, slidingWindow, checkpoints, onCleared });
    const turn = new CurrentTurn(cells);
    const parked = options.parking === null ? null : new ParkedContexts(options.parking, slidingWindow);
    const parking = new ContextParking({ native, cells, turn, parked });
    this.#cells = cells;
    this.#parked = parked;
    this.turn = turn;
    this.parking = parking;
    this.keeping = new ContextKeeping({ native, cells, turn, parking, parked });
  }

  get usedTokens(): number {
    return this.#cells.length;
  }

  get isFull(): boolean {
    return this.usedTokens >= this.sizeTokens;
  }

  get checkpointBytes(): number {
    return this.#cells.checkpointBytes;
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
    await this.parking.makeWay(prompt, change, owner);
    await this.#cells.cutFor(prompt);
    this.turn.begin({ lastingTokens, owner, beginningTokens: this.keeping.beginningOf(prompt, owner) });
    return this.usedTokens;
  }

  /**
   * Prepares for cells that a later prompt will begin with, as `prepare` does, but only where nothing is lost:
   * what the current chat's next turn begins with stays, or goes into a file that no other one has to leave for.
   * @returns the number of cells that are there already; null: something would be lost
   */
  async prepareAhead(beginning: readonly Cell[], owner: string | null): Promise<number | null> {
    if (this.turn.isHeld) return null;
    if (this.#cells.sharedWith(beginning) === beginning.length) return beginning.length;
    if (!(await this.parking.makeWayAhead(beginning, owner))) return null;
    await this.#cells.cutFor(beginning);
    this.turn.begin({ lastingTokens: beginning.length, owner, beginningTokens: 0 });
    return this.usedTokens;
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
    const { beginningTokens, lastingTokens } = this.turn;
    return nextBatch(prompt, this.usedTokens, {
      batchTokens: this.batchTokens,
      checkpointAt: this.usedTokens < beginningTokens ? beginningTokens : lastingTokens,
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
    const logits = await this.#cells.unlessStopped(options.signal, async (first) => {
      // No unconditional await: the evaluation of a token must begin synchronously.
      if (this.keeping.isBeginningDue) {
        await this.keeping.keepBeginning();
      }
      if (this.#isCheckpointDue) {
        await this.#cells.takeCheckpoint();
      }
      return this.#threads.measured(tokens.length, () =>
        this.#native.decode(tokens, first, withLogits, options),
      );
    });
    if (logits !== null) {
      this.#cells.push(...tokens);
      this.keeping.onRead(tokens.length, performance.now() - startedAtMs);
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
    const logits = await this.#cells.unlessStopped(options.signal, async (first) => {
      if (this.#isCheckpointDue) {
        await this.#cells.takeCheckpoint();
      }
      return this.#threads.measuredWithDrafts(() => this.#native.decodeAll(tokens, first, options));
    });
    if (logits !== null) {
      this.#cells.push(...tokens);
    }
    return logits;
  }

  /** How tokens are evaluated: see `TunedThreads`. */
  get threads(): Pick<TunedThreads, "needsTokens" | "bestThreads" | "isTrying"> {
    return this.#threads;
  }

  /**
   * Removes drafts that the model rejected. Cells are evicted from a sliding window only where the first token
   * of an evaluation no longer needs them, so the window before a cut behind that token is always there.
   * @param length how many cells stay, the token before the drafts among them
   * @throws when llama.cpp cannot remove them; the context is empty then
   */
  cutDrafts(length: number): void {
    if (length === this.#cells.length) return;
    if (!this.#cells.rewindTo(length)) {
      throw new Error("Rejected drafts could not be removed from the context");
    }
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
    const isThere = await this.#cells.unlessStopped(signal, async (first) => {
      if (this.keeping.isBeginningDue) await this.keeping.keepBeginning();
      if (this.#isCheckpointDue) await this.#cells.takeCheckpoint();
      this.#threads.useAll();
      await evaluate(first);
      return true;
    });
    if (isThere) this.#cells.pushMedium(cell, length);
    return isThere ?? false;
  }

  clear(): void {
    this.#cells.clear();
  }

  /** Frees what the context holds outside of llama.cpp: checkpoints and parked files. */
  async dispose(): Promise<void> {
    this.#cells.dispose();
    this.#parked?.clear();
    await this.#parked?.kept?.settled();
  }

  get #isCheckpointDue(): boolean {
    return this.#cells.isCheckpointDue(this.turn.lastingTokens);
  }
}
