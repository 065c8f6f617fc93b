import { rmSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { NativeContext } from "../llama-internals.ts";
import type { Cell } from "./batch.ts";
import { savedSpan, sharedPrefix, validPrefix, type Span } from "./valid-prefix.ts";

export interface ParkingOptions {
  /** An existing folder for this process alone; its creator clears it. */
  readonly folder: string;
  readonly count: number;
  readonly bytes: number;
  /** Free disk space that parking must not use. */
  readonly reserveBytes: number;
  /** The expected file size of a context of this many tokens. */
  readonly bytesFor: (tokens: number) => number;
}

/** A context saved to a file when another chat needed the model's context. */
export interface ParkedContext {
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly file: string;
  readonly bytes: number;
  /** Whether it is the whole context of a paused generation, which alone may take it. */
  readonly isHeld: boolean;
}

/**
 * Contexts of other chats, saved in files: loading one takes milliseconds, where evaluating it again takes
 * minutes. llama.cpp's alternative, a second sequence, takes the memory of another whole context as long as
 * the model is loaded. The least recent contexts are deleted when space is needed; a context that does not
 * fit, and any disk error, only cost the time to evaluate it again.
 */
export class ParkedContexts {
  readonly #options: ParkingOptions;
  readonly #slidingWindow: number | null;
  #parked: ParkedContext[] = [];
  #lastFile = 0;

  constructor(place: ParkingOptions, slidingWindow: number | null) {
    this.#options = place;
    this.#slidingWindow = slidingWindow;
  }

  get count(): number {
    return this.#parked.length;
  }

  /** Whether a context of this many tokens can be saved without deleting another one. */
  async hasRoomFor(tokens: number): Promise<boolean> {
    const { count, bytes: most, bytesFor } = this.#options;
    const bytes = bytesFor(tokens);
    const isFree = this.#parked.length < count && this.#bytes + bytes <= most;
    return isFree && (await this.#makeRoom(bytes));
  }

  /** Saves the current context; returns whether it was saved. */
  async park(native: NativeContext, cells: readonly Cell[], isHeld = false): Promise<boolean> {
    const expectedBytes = this.#options.bytesFor(cells.length);
    if (!isHeld) {
      // Contexts that are a prefix of this one are superseded.
      this.#drop(this.#parked.filter((other) => !other.isHeld && isPrefix(other.cells, cells)));
    }
    if (!(await this.#makeRoom(expectedBytes))) {
      return false;
    }
    const file = join(this.#options.folder, `context-${process.pid}-${++this.#lastFile}`);
    const span = savedSpan(
      { length: cells.length, oldestPosition: native.oldestPosition() },
      this.#slidingWindow,
    );
    try {
      const bytes = await native.saveTo(file);
      this.#parked.push({ cells: [...cells], span, file, bytes, isHeld });
      return true;
    } catch {
      rmSync(file, { force: true });
      return false;
    }
  }

  /** The context that keeps most of this prompt, without its last token. */
  bestFor(
    prompt: readonly Cell[],
    includesHeld = false,
  ): { readonly kept: number; readonly parked: ParkedContext } | null {
    let best: { kept: number; parked: ParkedContext } | null = null;
    for (const parked of this.#parked) {
      if (parked.isHeld && !(includesHeld && isPrefix(parked.cells, prompt))) continue;
      const shared = Math.min(sharedPrefix(parked.cells, prompt), prompt.length - 1);
      const kept = validPrefix(parked.span, shared, this.#slidingWindow);
      if (kept > (best?.kept ?? 0)) {
        best = { kept, parked };
      }
    }
    return best;
  }

  /**
   * Removes a context from the list before it is restored, so that it is not deleted to make room for another
   * one.
   */
  takeOut(parked: ParkedContext): void {
    this.#parked = this.#parked.filter((other) => other !== parked);
  }

  /**
   * Loads a context that was taken out, in place of the current one. False on failure: the context is empty
   * then.
   */
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

  /** Deletes the contexts of a paused generation with these cells. */
  dropHeld(cells: readonly Cell[]): void {
    this.#drop(this.#parked.filter((parked) => parked.isHeld && isPrefix(parked.cells, cells)));
  }

  clear(): void {
    this.#drop(this.#parked);
  }

  async #makeRoom(bytes: number): Promise<boolean> {
    const { count, bytes: most, folder, reserveBytes } = this.#options;
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

const isPrefix = (cells: readonly Cell[], of: readonly Cell[]) => sharedPrefix(cells, of) === cells.length;
