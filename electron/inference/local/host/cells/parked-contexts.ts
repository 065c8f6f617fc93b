import { rmSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { NativeContext } from "../llama-internals.ts";
import type { Cell } from "./batch.ts";
import { savedSpan, sharedPrefix, validPrefix, type Span } from "./valid-prefix.ts";

export interface ParkingPlace {
  /** Exists, is for this process alone, and is cleared by whoever made it. */
  readonly folder: string;
  readonly count: number;
  readonly bytes: number;
  /** This much of the disk stays free. */
  readonly reserveBytes: number;
  /** What a context of so many tokens takes. */
  readonly bytesFor: (tokens: number) => number;
}

/** A context that was put aside for another chat's. */
export interface ParkedContext {
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly file: string;
  readonly bytes: number;
}

/**
 * Contexts of other chats, in files: reading one back takes milliseconds where evaluating it again takes minutes. In files,
 * because llama.cpp's other way, a second sequence, takes the memory of another whole context for as long as the model is
 * loaded. What does not fit is not kept, the least recent ones leave first, and a disk that is full or fails costs nothing
 * but the time to evaluate again.
 */
export class ParkedContexts {
  readonly #place: ParkingPlace;
  readonly #slidingWindow: number | null;
  #parked: ParkedContext[] = [];
  #lastFile = 0;

  constructor(place: ParkingPlace, slidingWindow: number | null) {
    this.#place = place;
    this.#slidingWindow = slidingWindow;
  }

  get count(): number {
    return this.#parked.length;
  }

  /** Writes what is in the context; whether it is kept. */
  async park(native: NativeContext, cells: readonly Cell[]): Promise<boolean> {
    const expectedBytes = this.#place.bytesFor(cells.length);
    // What this one goes on from is in it.
    this.#drop(this.#parked.filter((other) => sharedPrefix(other.cells, cells) === other.cells.length));
    if (!(await this.#makeRoom(expectedBytes))) {
      return false;
    }
    const file = join(this.#place.folder, `context-${process.pid}-${++this.#lastFile}`);
    const span = savedSpan(
      { length: cells.length, oldestPosition: native.oldestPosition() },
      this.#slidingWindow,
    );
    try {
      const bytes = await native.saveTo(file);
      this.#parked.push({ cells: [...cells], span, file, bytes });
      return true;
    } catch {
      rmSync(file, { force: true });
      return false;
    }
  }

  /** The one that keeps most of this prompt, short of its last token. */
  bestFor(prompt: readonly Cell[]): { readonly kept: number; readonly parked: ParkedContext } | null {
    let best: { kept: number; parked: ParkedContext } | null = null;
    for (const parked of this.#parked) {
      const shared = Math.min(sharedPrefix(parked.cells, prompt), prompt.length - 1);
      const kept = validPrefix(parked.span, shared, this.#slidingWindow);
      if (kept > (best?.kept ?? 0)) {
        best = { kept, parked };
      }
    }
    return best;
  }

  /** It does not leave for another one any more: it is about to be restored. */
  takeOut(parked: ParkedContext): void {
    this.#parked = this.#parked.filter((other) => other !== parked);
  }

  /** Puts one that was taken out into the context, in place of what is there. False: the context is empty. */
  async restore(parked: ParkedContext, native: NativeContext): Promise<boolean> {
    try {
      await native.loadFrom(parked.file);
      return native.newestPosition() === parked.cells.length - 1;
    } catch {
      return false;
    } finally {
      rmSync(parked.file, { force: true });
    }
  }

  clear(): void {
    this.#drop(this.#parked);
  }

  async #makeRoom(bytes: number): Promise<boolean> {
    const { count, bytes: most, folder, reserveBytes } = this.#place;
    if (bytes > most || count === 0) {
      return false;
    }
    while (this.#parked.length >= count || this.#bytes + bytes > most) {
      this.#drop(this.#parked.slice(0, 1));
    }
    try {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize - bytes >= reserveBytes;
    } catch {
      return false;
    }
  }

  get #bytes(): number {
    return this.#parked.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  #drop(leaving: readonly ParkedContext[]): void {
    for (const { file } of leaving) {
      rmSync(file, { force: true });
    }
    this.#parked = this.#parked.filter((parked) => !leaving.includes(parked));
  }
}
