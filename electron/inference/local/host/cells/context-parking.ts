import type { NativeContext } from "./native-context.ts";
import type { Cell } from "./batch.ts";
import type { CurrentTurn } from "./current-turn.ts";
import type { EvaluatedCells } from "./evaluated-cells.ts";
import type { ParkedContext, ParkedContexts } from "./parked-contexts.ts";

export interface ContextParkingOptions {
  readonly native: NativeContext;
  readonly cells: EvaluatedCells;
  readonly turn: CurrentTurn;
  /** Null: contexts are not parked. */
  readonly parked: ParkedContexts | null;
}

/**
 * Moves what is in the model's context into a file when another prompt needs the context, and back when a
 * prompt begins with it. Where a context cannot be parked or restored, its prompt is evaluated again.
 */
export class ContextParking {
  readonly #native: NativeContext;
  readonly #cells: EvaluatedCells;
  readonly #turn: CurrentTurn;
  readonly #parked: ParkedContexts | null;

  constructor({ native, cells, turn, parked }: ContextParkingOptions) {
    this.#native = native;
    this.#cells = cells;
    this.#turn = turn;
    this.#parked = parked;
  }

  /**
   * Parks what the prompt will replace, and restores the parked context that keeps clearly more of the prompt
   * than the current one.
   * @param change how the prompt follows the current contents
   * @param owner the opaque name of the prompt's chat; null: nothing is kept of it
   */
  async makeWay(prompt: readonly Cell[], change: ContextChange, owner: string | null): Promise<void> {
    const isContinued = change === "continues";
    if (prompt.length - this.#cells.keptFor(prompt) > worthMovingTokens) await this.#parked?.kept?.settled();
    const other = this.#takeFor(prompt, isContinued);
    if (change !== "shortens") {
      await this.#parkHeld(prompt, isContinued);
      await this.#parkCurrent(prompt, "any-room");
    }
    if (other !== null) await this.#restore(other, isContinued, owner);
  }

  /**
   * As `makeWay`, but only where nothing is lost: what the current chat's next turn begins with stays, or goes
   * into a file that no other one has to leave for.
   * @returns false: something would be lost
   */
  async makeWayAhead(beginning: readonly Cell[], owner: string | null): Promise<boolean> {
    if (!(await this.#parkCurrent(beginning, "free-room"))) return false;
    const other = this.#takeFor(beginning, false);
    if (other !== null) await this.#restore(other, false, owner);
    return true;
  }

  /**
   * Parks what the next turn will begin with: with the reply where that is possible, else without.
   * @param mayCut whether cells after it may be discarded for that
   * @returns whether nothing of it is lost
   */
  async park(mayCut: boolean, room: ParkingRoom = "any-room"): Promise<boolean> {
    const parked = this.#parked;
    if (parked === null) return false;
    const cells = this.#cells;
    const read = this.#readTokens;
    const withReply = Math.min(this.#turn.lastingWithReply, cells.length);
    const { owner } = this.#turn;
    for (const end of withReply > read ? [withReply, read] : [read]) {
      const cut = cells.planCut(end);
      if (cut.kept !== end) continue;
      if (owner !== null && parked.kept?.has(cells.list.slice(0, end), owner)) return true;
      if (end < cells.length && !mayCut) return false;
      if (room === "free-room" && !(await parked.hasRoomFor(end))) return false;
      await cells.apply(cut);
      // A rewind that failed has left nothing; the chat may have been deleted meanwhile.
      const isThere = cells.length > 0 && this.#turn.owner === owner;
      return isThere && (await parked.park(this.#native, cells.list, { isHeld: false, owner }));
    }
    return false;
  }

  /** Call when a paused generation will not continue; these are its cells, and perhaps more. */
  releaseHeld(cells: readonly Cell[]): void {
    if (this.#cells.sharedWith(cells) === this.#cells.length) this.#turn.release();
    this.#parked?.dropHeld(cells);
  }

  /** How many of the prompt's cells that the next turn will begin with are evaluated. */
  get #readTokens(): number {
    return Math.min(this.#turn.lastingTokens, this.#cells.length);
  }

  /** Parks the whole context of a paused generation. */
  async #parkHeld(prompt: readonly Cell[], isContinued: boolean): Promise<void> {
    const { length, list } = this.#cells;
    const isOurs = isContinued && this.#cells.keptFor(prompt) === length;
    if (this.#turn.isHeld && !isOurs && length > 0)
      await this.#parked?.park(this.#native, list, { isHeld: true, owner: this.#turn.owner });
  }

  /**
   * Parks the prefix that the current chat's next turn will begin with, when another chat replaces it.
   * @returns whether nothing of it is lost
   */
  async #parkCurrent(prompt: readonly Cell[], room: ParkingRoom): Promise<boolean> {
    if (this.#readTokens - this.#cells.keptFor(prompt) < worthParkingTokens) return true;
    return this.park(true, room);
  }

  /**
   * Takes out the parked context that keeps clearly more of this prompt than the current one; null when none
   * does. A paused generation takes any that keeps more: cells that are evaluated again in other batches
   * differ in their last bits.
   */
  #takeFor(prompt: readonly Cell[], isContinued: boolean): ParkedContext | null {
    const best = this.#parked?.bestFor(prompt, isContinued) ?? null;
    const worth = isContinued ? 1 : worthMovingTokens;
    if (best === null || best.kept < this.#cells.keptFor(prompt) + worth) return null;
    this.#parked?.takeOut(best.parked);
    return best.parked;
  }

  async #restore(parked: ParkedContext, isContinued: boolean, owner: string | null): Promise<void> {
    const cells = this.#cells;
    cells.clear();
    if (!(await this.#parked?.restore(parked, this.#native, owner))) {
      cells.clear();
      return;
    }
    cells.pushRestored(parked.cells);
    if (!isContinued && cells.isCheckpointDue(cells.length)) await cells.takeCheckpoint();
  }
}

/**
 * `replaces`: another prompt, or the next turn; `continues`: a paused generation goes on; `shortens`: the
 * same chat with fewer turns, so that the current contents are not worth parking.
 */
export type ContextChange = "replaces" | "continues" | "shortens";

/** `free-room`: no other parked context may leave for this one. */
type ParkingRoom = "any-room" | "free-room";

/** Evaluating fewer tokens again is as fast as saving and loading them. */
export const worthParkingTokens = 256;
const worthMovingTokens = 64;
