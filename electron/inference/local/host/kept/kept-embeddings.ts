import { rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Embeddings } from "../../../../../native/media.ts";
import { keptEnding, type KeptFolder } from "../../kept/kept-folder.ts";
import { readKeptFacts, readKeptPayload, sealKeptFile } from "./kept-file.ts";
import { makeRoom, type RoomLimits } from "./make-room.ts";
import { keyOf } from "./model-identity.ts";

export interface KeptEmbeddingsOptions {
  readonly folder: KeptFolder;
  /** Of the engine; embeddings of another build are encoded again. */
  readonly build: string;
  readonly limits: () => RoomLimits;
  /** Whether a chat was deleted, so that nothing may be kept of it. */
  readonly isForgotten: (owner: string) => boolean;
}

const factsSchema = z.object({ name: z.string(), build: z.string(), tokens: z.int().min(1) });

/**
 * Embeddings of images and audio on disk: encoding takes seconds to minutes, reading milliseconds. One belongs
 * to all chats that have evaluated it, and is deleted with the last of them. A medium's name contains the
 * projector's identity, its bytes' hash and its size.
 */
export class KeptEmbeddings {
  readonly #options: KeptEmbeddingsOptions;
  /** File names and owners that need no more work. */
  readonly #done = new Set<string>();
  #forgets = 0;
  #writing: Promise<unknown> = Promise.resolve();

  constructor(options: KeptEmbeddingsOptions) {
    this.#options = options;
  }

  /** @returns null: not kept, or damaged */
  async find(name: string, tokens: number, kind: Embeddings["kind"]): Promise<Embeddings | null> {
    await this.#writing;
    const { folder, build } = this.#options;
    const file = this.#fileOf(name);
    if (!folder.files().some((known) => known.name === file)) return null;
    const path = folder.pathOf(file);
    try {
      const sealed = await readKeptFacts(path, factsSchema);
      const { facts } = sealed ?? {};
      if (sealed === null || facts?.name !== name || facts.build !== build || facts.tokens !== tokens) {
        throw new Error("The file is damaged, or another one");
      }
      const payload = await readKeptPayload(path, sealed);
      folder.touch(file);
      return { kind, tokens, rows: new Float32Array(new Uint8Array(payload).buffer) };
    } catch {
      folder.remove(file);
      return null;
    }
  }

  /** Saves embeddings for a chat, aside. */
  keep(name: string, embeddings: Embeddings, owner: string): void {
    const key = `${owner} ${name}`;
    if (this.#done.has(key)) return;
    this.#done.add(key);
    const forgets = this.#forgets;
    this.#writing = this.#writing.then(() =>
      this.#write(name, embeddings, owner, () => forgets === this.#forgets),
    );
  }

  /** Call when chats are forgotten: what is being written may be of one of them. */
  forget(): void {
    this.#forgets++;
    this.#done.clear();
  }

  /** Resolves when everything is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  async #write(
    name: string,
    { tokens, rows }: Embeddings,
    owner: string,
    isWanted: () => boolean,
  ): Promise<void> {
    const { folder, build, limits, isForgotten } = this.#options;
    const file = this.#fileOf(name);
    if (!isWanted() || isForgotten(owner)) return;
    if (folder.files().some((known) => known.name === file)) {
      folder.addOwner(file, owner);
      return;
    }
    if (!(await makeRoom(folder, rows.byteLength, limits()))) return;
    let partial: string | null = null;
    try {
      partial = folder.newPartial();
      await writeFile(partial, new Uint8Array(rows.buffer, rows.byteOffset, rows.byteLength));
      await sealKeptFile(partial, rows.byteLength, { name, build, tokens });
      if (!isWanted() || isForgotten(owner)) throw new Error("The chat may be deleted");
      folder.place(partial, file, [owner]);
    } catch {
      if (partial !== null) rmSync(partial, { force: true });
    }
  }

  #fileOf(name: string): string {
    return `media-${keyOf([name, this.#options.build])}${keptEnding}`;
  }
}
