import { rmSync } from "node:fs";
import { statfs } from "node:fs/promises";
import { join } from "node:path";
import type { NativeContext } from "./native-context.ts";
import type { KeptContext, KeptContexts } from "../kept/kept-contexts.ts";
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

/** A context saved to a file: for this process, or for later ones too. */
export type ParkedContext = ScratchContext | KeptContext;

/** A context saved to a file when another chat needed the model's context. */
interface ScratchContext {
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly file: string;
  readonly bytes: number;
  /** Whether it is the whole context of a paused generation, which alone may take it. */
  readonly isHeld: boolean;
  readonly owner: string | null;
}

export interface ParkOptions {
  readonly isHeld: boolean;
  /** The opaque name of the chat; null: the context is not kept after the process. */
  readonly owner: string | null;
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
  #parked: ScratchContext[] = [];
  #lastFile = 0;
  #kept: KeptContexts | null = null;

  constructor(place: ParkingOptions, slidingWindow: number | null) {
    this.#options = place;
    this.#slidingWindow = slidingWindow;
  }

  /** The expected file size of a context of this many tokens. */
  bytesFor(tokens: number): number {
    return this.#options.bytesFor(tokens);
  }

  /** Null: nothing outlives this process. */
  get kept(): KeptContexts | null {
    return this.#kept;
  }

  keepIn(kept: KeptContexts): void {
    this.#kept = kept;
  }

  /** Whether a context of this many tokens can be saved without deleting another one. */
  async hasRoomFor(tokens: number): Promise<boolean> {
    const { count, bytes: most, bytesFor } = this.#options;
    const bytes = bytesFor(tokens);
    const isFree = this.#parked.length < count && this.#bytes + bytes <= most;
    return isFree && (await this.#makeRoom(bytes));
  }

  /** Saves the current context; returns whether it was saved. */
  async park(
    native: NativeContext,
    cells: readonly Cell[],
    { isHeld, owner }: ParkOptions,
  ): Promise<boolean> {
    if (!isHeld && owner !== null && this.kept !== null) {
      if (await this.kept.save(native, cells, { owner, isBeginning: false })) return true;
    }
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
      this.#parked.push({ cells: [...cells], span, file, bytes, isHeld, owner });
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
    let best: { kept: number; parked: ParkedContext } | null = this.kept?.bestFor(prompt) ?? null;
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

  /** Call before a context is restored, so that it is not deleted to make room for another one. */
  takeOut(parked: ParkedContext): void {
    if (isKept(parked)) this.kept?.use(parked);
    else this.#parked = this.#parked.filter((other) => other !== parked);
  }

  /**
   * Loads a context that was taken out, in place of the current one. False on failure: the context is empty
   * then.
   * @param owner the chat that it is restored for
   */
  async restore(parked: ParkedContext, native: NativeContext, owner: string | null): Promise<boolean> {
    if (isKept(parked)) return (await this.kept?.restore(parked, native, owner)) ?? false;
    try {
      await native.loadFrom(parked.file);
      return native.newestPosition() === parked.cells.length - 1;
    } catch {
      return false;
    } finally {
      rmSync(parked.file, { force: true });
    }
  }

  /** Deletes what belongs to these chats; null: everything that outlives the process. */
  forget(owners: readonly string[] | null): void {
    this.kept?.forget(owners);
    this.#drop(this.#parked.filter(({ owner }) => owner !== null && owners?.includes(owner)));
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

  #drop(leaving: readonly ScratchContext[]): void {
    for (const { file } of leaving) {
      rmSync(file, { force: true });
    }
    this.#parked = this.#parked.filter((parked) => !leaving.includes(parked));
  }
}

const isKept = (parked: ParkedContext): parked is KeptContext => "name" in parked;

const isPrefix = (cells: readonly Cell[], of: readonly Cell[]) => sharedPrefix(cells, of) === cells.length;
