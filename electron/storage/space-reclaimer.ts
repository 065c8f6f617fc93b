import type { Log } from "../home/log.ts";
import type { Database } from "./database.ts";

export interface SpaceReclaimerOptions {
  readonly database: Database;
  /** Whether nothing is being written that would have to wait. */
  readonly isIdle: () => boolean;
  readonly log: Log;
}

/** Less than that is used by the next messages anyway. */
const worthBytes = 8_000_000;
/** A step takes some ten milliseconds. */
const stepBytes = 4_000_000;
const stepEveryMs = 200;
const lookEveryMs = 10 * 60_000;

/** Gives the space of deleted chats back to the disk, in small steps while the app has nothing else to do. */
export class SpaceReclaimer {
  readonly #options: SpaceReclaimerOptions;
  #timer: NodeJS.Timeout;

  constructor(options: SpaceReclaimerOptions) {
    this.#options = options;
    this.#timer = this.#after(lookEveryMs);
  }

  /**
   * Takes one step where the app is idle and enough is free.
   * @returns whether there is more to give back
   */
  step(): boolean {
    const { database, isIdle, log } = this.#options;
    if (!isIdle() || database.freeBytes() < worthBytes) return false;
    try {
      const before = database.freeBytes();
      database.giveBack(stepBytes);
      // A database of an earlier version gives nothing back until it is compacted.
      return database.freeBytes() < before && database.freeBytes() >= worthBytes;
    } catch (thrown) {
      // It only takes up space; another attempt follows.
      log.error("Free space of the database could not be given back", thrown);
      return false;
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #after(ms: number): NodeJS.Timeout {
    const look = () => {
      this.#timer = this.#after(this.step() ? stepEveryMs : lookEveryMs);
    };
    return setTimeout(look, ms).unref();
  }
}
