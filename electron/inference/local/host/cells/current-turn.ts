import type { Cell } from "./batch.ts";
import type { EvaluatedCells } from "./evaluated-cells.ts";

/** The beginning of a turn, as it is when its prompt was prepared. */
export interface TurnStart {
  /** How many of the prompt's cells the next turn will begin with, whatever the reply. */
  readonly lastingTokens: number;
  /** The opaque name of the chat; null: nothing is kept of it. */
  readonly owner: string | null;
  /** Where the prompt's beginning is to be saved, since other chats share it; 0: nowhere. */
  readonly beginningTokens: number;
}

/** Whose the cells in the context are, and how many of them the next turn will begin with. */
export class CurrentTurn {
  readonly #cells: EvaluatedCells;
  #start = noTurn;
  #lastingWithReply: () => number = none;
  #hasEnded = false;
  #isHeld = false;

  constructor(cells: EvaluatedCells) {
    this.#cells = cells;
  }

  begin(start: TurnStart): void {
    this.#start = start;
    this.#lastingWithReply = none;
    this.#hasEnded = false;
    this.#isHeld = false;
  }

  /** Call when the context is empty. */
  clear(): void {
    this.begin(noTurn);
  }

  get owner(): string | null {
    return this.#start.owner;
  }

  get lastingTokens(): number {
    return this.#start.lastingTokens;
  }

  get beginningTokens(): number {
    return this.#start.beginningTokens;
  }

  /** With the reply, how many cells the next turn will begin with; 0: not known. */
  get lastingWithReply(): number {
    return this.#lastingWithReply();
  }

  /** Whether the turn has ended, so that nothing continues its end. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether the contents belong to a paused generation. */
  get isHeld(): boolean {
    return this.#isHeld;
  }

  /** Call after a reply without reasoning that may go on: the next turn will begin with it. */
  keepReply(): void {
    if (this.lastingTokens > 0) this.#lastingWithReply = () => this.#cells.length;
  }

  /**
   * Call when the model has ended its turn.
   * @param next the next turn's prompt up to the user's message; null: not known
   */
  end(next: () => readonly Cell[] | null): void {
    this.#hasEnded = true;
    if (this.lastingTokens === 0) return;
    let length: number | null = null;
    this.#lastingWithReply = () => (length ??= this.#cells.sharedWith(next() ?? []));
  }

  /**
   * Call when a generation is paused: its context is parked as a whole when another prompt replaces it, so
   * that the generation can go on with exactly the same cells.
   */
  hold(): void {
    this.#isHeld = true;
  }

  /** Call when the paused generation will not continue, or when it does. */
  release(): void {
    this.#isHeld = false;
  }

  /** Call when the beginning is saved, or is not to be. */
  dropBeginning(): void {
    this.#start = { ...this.#start, beginningTokens: 0 };
  }

  /** Call when nothing more may be kept of the chat. */
  disown(): void {
    this.#start = { ...this.#start, owner: null, beginningTokens: 0 };
  }

  /** Call when the chat was deleted: what is in memory goes with the next prompt, and is not set aside. */
  forget(): void {
    this.#start = noTurn;
  }
}

const none = () => 0;

const noTurn: TurnStart = { lastingTokens: 0, owner: null, beginningTokens: 0 };
