import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { z } from "zod";
import { keptEnding, type KeptFolder } from "../../kept/kept-folder.ts";
import type { Cell } from "../cells/batch.ts";
import { savedSpan, sharedPrefix, validPrefix, type Span } from "../cells/valid-prefix.ts";
import type { NativeContext } from "../cells/native-context.ts";
import { readCells, writtenCells, writtenCellsShape, type MediaNames } from "./cell-list.ts";
import { commonBeginning } from "./common-beginning.ts";
import { isIntact, readKeptFacts, sealKeptFile, type SealedFacts } from "./kept-file.ts";
import { makeRoom, type RoomLimits } from "./make-room.ts";
import type { ModelIdentity } from "./model-identity.ts";

export interface KeptContextsOptions {
  readonly folder: KeptFolder;
  readonly identity: ModelIdentity;
  readonly limits: () => RoomLimits;
  /** The expected file size of a context of this many tokens. */
  readonly bytesFor: (tokens: number) => number;
  readonly sizeTokens: number;
  readonly slidingWindow: number | null;
  readonly media: MediaNames;
  /** Whether a chat was deleted, so that nothing may be kept of it. */
  readonly isForgotten: (owner: string) => boolean;
  /** Whether a token is text, and not a tag of the template. */
  readonly isText: (token: number) => boolean;
}

/** A context in a file that outlives the engine process. */
export interface KeptContext {
  readonly name: string;
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly isBeginning: boolean;
  readonly sealed: SealedFacts<unknown>;
  owners: readonly string[];
}

/** How a context is kept. */
export interface Keeping {
  /** The opaque name of the chat. */
  readonly owner: string;
  /** Whether it is a beginning that other chats share. */
  readonly isBeginning: boolean;
}

/** A context on its way to the disk. */
interface Saving extends Keeping {
  readonly cells: readonly Cell[];
  readonly span: Span;
  readonly owners: readonly string[];
  isForgotten: boolean;
}

interface WrittenFile {
  readonly path: string;
  readonly bytes: number;
}

const factsSchema = z.object({
  path: z.string(),
  file: z.string(),
  settings: z.string(),
  oldestPosition: z.int().min(0),
  isBeginning: z.boolean(),
  ...writtenCellsShape,
});

/**
 * The contexts of one loaded model that are kept on disk. Each belongs to chats, and is deleted with the last
 * of them. The least recently used ones are deleted when space is needed; any failure only costs the time to
 * evaluate a prompt again.
 */
export class KeptContexts {
  readonly #options: KeptContextsOptions;
  #known: KeptContext[] = [];
  readonly #saving = new Set<Saving>();
  #sealing: Promise<unknown> = Promise.resolve();
  /** Being restored, and so not to be deleted for another one. */
  #inUse: KeptContext | null = null;

  private constructor(options: KeptContextsOptions) {
    this.#options = options;
  }

  /** Reads which contexts of this model there are. Deletes damaged ones, and those of a file it has replaced. */
  static async open(options: KeptContextsOptions): Promise<KeptContexts> {
    const kept = new KeptContexts(options);
    const { folder, identity } = options;
    for (const { name, owners } of folder.files()) {
      if (!name.startsWith(prefixOf(identity))) continue;
      const sealed = await readKeptFacts(folder.pathOf(name), factsSchema);
      if (sealed?.facts.file !== identity.file) folder.remove(name);
      else if (sealed.facts.settings === identity.settings) kept.#add(name, owners, sealed);
    }
    return kept;
  }

  get count(): number {
    return this.#known.length;
  }

  /** The context that keeps most of this prompt, without its last token. */
  bestFor(prompt: readonly Cell[]): { readonly kept: number; readonly parked: KeptContext } | null {
    let best: { kept: number; parked: KeptContext } | null = null;
    for (const parked of this.#known) {
      if (parked.cells.length > this.#options.sizeTokens) continue;
      const shared = Math.min(sharedPrefix(parked.cells, prompt), prompt.length - 1);
      const kept = validPrefix(parked.span, shared, this.#options.slidingWindow);
      if (kept > (best?.kept ?? 0)) best = { kept, parked };
    }
    return best;
  }

  /** Protects a context that will be restored next. */
  use(context: KeptContext): void {
    this.#inUse = context;
  }

  /** The end at which a prompt's beginning is to be saved, since other chats share it; 0: nowhere. */
  beginningOf(prompt: readonly Cell[], owner: string): number {
    const others = this.#known.filter(({ owners }) => owners.some((other) => other !== owner));
    const { isText, slidingWindow } = this.#options;
    const end = commonBeginning(
      prompt,
      others.map(({ cells }) => cells),
      isText,
    );
    const isRestorable = ({ cells, span }: KeptContext) =>
      sharedPrefix(cells, prompt) >= end && validPrefix(span, end, slidingWindow) === end;
    return end === 0 || this.#known.some(isRestorable) ? 0 : end;
  }

  /** Whether exactly these cells are kept for this chat. */
  has(cells: readonly Cell[], owner: string): boolean {
    return this.#known.some((known) => isSame(known.cells, cells) && known.owners.includes(owner));
  }

  /**
   * Saves the current context. Resolves when the context may change again: what remains to be done is done
   * aside.
   * @returns false: not saved
   */
  async save(native: NativeContext, cells: readonly Cell[], keeping: Keeping): Promise<boolean> {
    const live = { length: cells.length, oldestPosition: native.oldestPosition() };
    const saving: Saving = {
      ...keeping,
      cells: [...cells],
      span: savedSpan(live, this.#options.slidingWindow),
      owners: this.#ownersOf(cells, keeping),
      isForgotten: false,
    };
    // Before anything is awaited, so that a chat is not forgotten unnoticed.
    this.#saving.add(saving);
    await this.#sealing;
    const partial = await this.#write(native, saving);
    if (partial === null) {
      this.#saving.delete(saving);
      return this.has(cells, keeping.owner);
    }
    this.#sealing = this.#seal(partial, saving);
    return true;
  }

  /** @returns null: not written, since there is no room, or no need */
  async #write(native: NativeContext, { cells, owner }: Saving): Promise<WrittenFile | null> {
    const { folder, bytesFor } = this.#options;
    if (
      this.#options.isForgotten(owner) ||
      this.has(cells, owner) ||
      !(await this.#makeRoom(bytesFor(cells.length)))
    )
      return null;
    let path: string | null = null;
    try {
      path = folder.newPartial();
      return { path, bytes: await native.saveTo(path) };
    } catch {
      if (path !== null) rmSync(path, { force: true });
      return null;
    }
  }

  /** Resolves when everything that was saved is listed. */
  async settled(): Promise<void> {
    await this.#sealing;
  }

  /** Loads a context in place of the current one. False on failure: the state is undefined, and the file gone. */
  async restore(kept: KeptContext, native: NativeContext, owner: string | null): Promise<boolean> {
    const { folder } = this.#options;
    const path = folder.pathOf(kept.name);
    try {
      if (!(await isIntact(path, kept.sealed))) throw new Error("The file is damaged");
      await native.loadFrom(path);
      if (native.newestPosition() !== kept.cells.length - 1) throw new Error("The file is incomplete");
      folder.touch(kept.name);
      if (kept.isBeginning && owner !== null) this.#addOwner(kept, owner);
      return true;
    } catch {
      this.#remove(kept);
      return false;
    } finally {
      this.#inUse = null;
    }
  }

  /** Deletes what belongs to these chats alone; null: to any. */
  forget(owners: readonly string[] | null): void {
    const isForgotten = (owner: string) => owners?.includes(owner) ?? true;
    for (const saving of this.#saving) saving.isForgotten ||= saving.owners.some(isForgotten);
    this.#options.folder.forget(isForgotten, false);
    for (const known of this.#known) known.owners = known.owners.filter((owner) => !isForgotten(owner));
    this.#known = this.#known.filter((known) => known.owners.length > 0);
  }

  async #seal({ path, bytes }: WrittenFile, saving: Saving): Promise<void> {
    const { folder, identity, isForgotten } = this.#options;
    const { cells, span, isBeginning, owner, owners } = saving;
    try {
      const sealed = await sealKeptFile(path, bytes, this.#factsOf(cells, span, isBeginning));
      // From here on nothing is awaited, so that a chat is not forgotten in between.
      if (saving.isForgotten || owners.some(isForgotten)) throw new Error("The chat was deleted");
      const name = newContextName(identity);
      folder.place(path, name, owners);
      this.#known.push({ name, cells, span, isBeginning, sealed, owners });
      if (!isBeginning) this.#dropSuperseded(cells, owner);
    } catch {
      rmSync(path, { force: true });
    } finally {
      this.#saving.delete(saving);
    }
  }

  /**
   * Of a chat's earlier contexts the last one is left: where the last message is edited, or answered again, the
   * prompt goes on from there. Without a sliding window, a context serves all of its beginnings.
   */
  #dropSuperseded(cells: readonly Cell[], owner: string): void {
    const earlier = this.#known
      .slice(0, -1)
      .filter(({ owners, isBeginning }) => !isBeginning && owners.length === 1 && owners[0] === owner);
    const isContained = (known: KeptContext) =>
      this.#options.slidingWindow === null && sharedPrefix(known.cells, cells) === known.cells.length;
    for (const known of earlier) {
      if (known !== earlier.at(-1) || isContained(known)) this.#remove(known);
    }
  }

  #ownersOf(cells: readonly Cell[], { owner, isBeginning }: Keeping): readonly string[] {
    if (!isBeginning) return [owner];
    const sharing = this.#known.filter((known) => sharedPrefix(known.cells, cells) === cells.length);
    return [...new Set([owner, ...sharing.flatMap(({ owners }) => owners)])];
  }

  #addOwner(kept: KeptContext, owner: string): void {
    if (kept.owners.includes(owner)) return;
    kept.owners = [...kept.owners, owner];
    this.#options.folder.addOwner(kept.name, owner);
  }

  #remove(kept: KeptContext): void {
    this.#options.folder.remove(kept.name);
    this.#known = this.#known.filter((other) => other !== kept);
  }

  async #makeRoom(bytes: number): Promise<boolean> {
    const { folder, limits } = this.#options;
    const hasRoom = await makeRoom(folder, bytes, { ...limits(), inUse: this.#inUse?.name });
    const names = new Set(folder.files().map(({ name }) => name));
    this.#known = this.#known.filter(({ name }) => names.has(name));
    return hasRoom;
  }

  #factsOf(cells: readonly Cell[], span: Span, isBeginning: boolean): z.infer<typeof factsSchema> {
    const { identity, media } = this.#options;
    return { ...identity, oldestPosition: span.oldestPosition, isBeginning, ...writtenCells(cells, media) };
  }

  #add(name: string, owners: readonly string[], sealed: SealedFacts<z.infer<typeof factsSchema>>): void {
    const { oldestPosition, isBeginning } = sealed.facts;
    const cells = readCells(sealed.facts, this.#options.media);
    const span = { length: cells.length, oldestPosition };
    this.#known.push({ name, cells, span, isBeginning, sealed, owners });
  }
}

export const newContextName = (of: ModelIdentity) => `${prefixOf(of)}${randomUUID()}${keptEnding}`;

/** Contexts of a model's file have names that begin alike, so that others need not be read. */
const prefixOf = ({ path }: ModelIdentity) => `context-${path}-`;

const isSame = (a: readonly Cell[], b: readonly Cell[]) =>
  a.length === b.length && sharedPrefix(a, b) === a.length;
