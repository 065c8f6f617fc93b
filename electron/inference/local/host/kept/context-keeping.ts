import type { Cell } from "../cells/batch.ts";
import { worthParkingTokens, type ContextParking } from "../cells/context-parking.ts";
import type { CurrentTurn } from "../cells/current-turn.ts";
import type { EvaluatedCells } from "../cells/evaluated-cells.ts";
import type { ParkedContexts } from "../cells/parked-contexts.ts";
import type { NativeContext } from "../cells/native-context.ts";
import { savingMs } from "./idle-keeping.ts";
import type { KeptContexts } from "./kept-contexts.ts";

export interface ContextKeepingOptions {
  readonly native: NativeContext;
  readonly cells: EvaluatedCells;
  readonly turn: CurrentTurn;
  readonly parking: ContextParking;
  /** Null: nothing is kept. */
  readonly parked: ParkedContexts | null;
}

/**
 * Decides what of the current context is saved so that it outlives the engine process, and when (ADR 44). Until
 * `keepIn` was called, nothing is.
 */
export class ContextKeeping {
  readonly #native: NativeContext;
  readonly #cells: EvaluatedCells;
  readonly #turn: CurrentTurn;
  readonly #parking: ContextParking;
  readonly #parked: ParkedContexts | null;
  /** Of the last prefill; 0: not known. */
  #msPerToken = 0;

  constructor({ native, cells, turn, parking, parked }: ContextKeepingOptions) {
    this.#native = native;
    this.#cells = cells;
    this.#turn = turn;
    this.#parking = parking;
    this.#parked = parked;
  }

  /** From now on, contexts of chats outlive the process. */
  keepIn(kept: KeptContexts): void {
    this.#parked?.keepIn(kept);
  }

  /**
   * Saves what the chat's next turn will begin with. Call it when nothing else is to be done: a prompt that
   * arrives meanwhile has to wait.
   * @param isLast whether the context will not be used again
   */
  async keep(isLast: boolean): Promise<void> {
    const { owner, isHeld, lastingTokens, hasEnded } = this.#turn;
    const hasPlace = owner !== null && (this.#parked?.kept ?? null) !== null;
    if (!hasPlace || isHeld || lastingTokens < worthParkingTokens) return;
    if (this.#isCheaperThanReading(lastingTokens, 2)) await this.#parking.park(isLast || hasEnded);
  }

  /** The expected size of what `keep` would save. */
  get bytesToKeep(): number {
    return this.#turn.owner === null ? 0 : (this.#parked?.bytesFor(this.#cells.length) ?? 0);
  }

  /** Deletes what was saved of these chats, and saves no more of them; null: of all. */
  forget(owners: readonly string[] | null): void {
    const { owner } = this.#turn;
    this.#parked?.forget(owners);
    if (owner === null) return;
    if (owners === null) this.#turn.disown();
    else if (owners.includes(owner)) this.#turn.forget();
  }

  /** Where the beginning of this prompt is to be saved, since other chats share it; 0: nowhere. */
  beginningOf(prompt: readonly Cell[], owner: string | null): number {
    const beginning = owner === null ? 0 : (this.#parked?.kept?.beginningOf(prompt, owner) ?? 0);
    return beginning >= this.#cells.length ? beginning : 0;
  }

  get isBeginningDue(): boolean {
    const { beginningTokens } = this.#turn;
    return beginningTokens > 0 && this.#cells.length === beginningTokens;
  }

  /** Call when it is due: the context ends there now, and will not again. */
  async keepBeginning(): Promise<void> {
    const { owner, beginningTokens } = this.#turn;
    this.#turn.dropBeginning();
    if (owner !== null && this.#isCheaperThanReading(beginningTokens, 10))
      await this.#parked?.kept?.save(this.#native, this.#cells.list, { owner, isBeginning: true });
  }

  /** Call after a batch of a prompt: what is read quickly is not worth saving. */
  onRead(tokens: number, ms: number): void {
    if (tokens >= leastTimedTokens) this.#msPerToken = ms / tokens;
  }

  /** On a fast GPU, reading a prompt can be as fast as a disk. */
  #isCheaperThanReading(tokens: number, times: number): boolean {
    const bytes = this.#parked?.bytesFor(tokens) ?? 0;
    return this.#msPerToken === 0 || savingMs(bytes) * times <= tokens * this.#msPerToken;
  }
}

/** Fewer take as long as some more would. */
const leastTimedTokens = 16;
