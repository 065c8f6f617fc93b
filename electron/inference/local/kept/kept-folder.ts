import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A file that the engine may use again, whichever process wrote it. */
export interface KeptFile {
  readonly name: string;
  readonly bytes: number;
  readonly usedAtMs: number;
  /** The opaque names of the chats whose text it holds. */
  readonly owners: readonly string[];
}

/**
 * What the engine keeps on disk across restarts. A file is listed when it is whole: it gets its name last, by
 * a rename, after the list of its owners was written beside it. Files without owners are not kept. The engine
 * and the services change the folder at the same time; every change leaves it valid, and what races leave
 * behind is removed by the next `forget`.
 */
export class KeptFolder {
  readonly path: string;

  constructor(path: string) {
    this.path = path;
  }

  /** Least recently used first; empty when the folder cannot be read. */
  files(): readonly KeptFile[] {
    return this.#names()
      .filter((name) => name.endsWith(keptEnding))
      .flatMap((name) => this.#read(name) ?? [])
      .toSorted((a, b) => a.usedAtMs - b.usedAtMs);
  }

  get bytes(): number {
    return this.files().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  /** A path for a file that is being written. Creates the file, readable by its owner alone. @throws */
  newPartial(): string {
    const path = this.pathOf(`${randomUUID()}${partialEnding}`);
    writeFileSync(path, "", { mode: 0o600, flag: "wx" });
    return path;
  }

  /** Lists a file that is written. @throws the file system's error; the file is gone then */
  place(partial: string, name: string, owners: readonly string[]): void {
    try {
      this.#writeOwners(name, owners);
      renameSync(partial, this.pathOf(name));
    } catch (error) {
      removeFile(partial);
      this.remove(name);
      throw error;
    }
  }

  addOwner(name: string, owner: string): void {
    const owners = this.#read(name)?.owners;
    if (owners === undefined || owners.includes(owner)) return;
    try {
      this.#writeOwners(name, [...owners, owner]);
    } catch {
      // The file is then deleted with the chats that it is known to belong to, which is early but safe.
    }
  }

  /** Makes a file the most recently used one. */
  touch(name: string): void {
    try {
      const now = new Date();
      utimesSync(this.pathOf(name), now, now);
    } catch {
      // It was deleted meanwhile.
    }
  }

  remove(name: string): void {
    // Without its list of owners, a file that cannot be deleted now is not listed any more.
    removeFile(this.pathOf(name + ownersEnding));
    removeFile(this.pathOf(name));
  }

  /**
   * Takes owners off their files, and deletes files that have none left and everything that is no kept file.
   * @param includesPartials false: another process may be writing files
   */
  forget(isForgotten: (owner: string) => boolean, includesPartials: boolean): void {
    const listed = new Set<string>();
    for (const { name, owners } of this.files()) {
      const left = owners.filter((owner) => !isForgotten(owner));
      if (left.length === owners.length || this.#hasOnly(name, left)) {
        listed.add(name).add(name + ownersEnding);
      } else {
        this.remove(name);
      }
    }
    for (const name of this.#names()) {
      const isPartial = name.endsWith(partialEnding) || name.endsWith(ownersEnding);
      if (listed.has(name) || markerNames.includes(name) || (isPartial && !includesPartials)) continue;
      removeFile(this.pathOf(name));
    }
  }

  #hasOnly(name: string, owners: readonly string[]): boolean {
    if (owners.length === 0) return false;
    try {
      this.#writeOwners(name, owners);
      return true;
    } catch {
      return false;
    }
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.path);
    } catch {
      return [];
    }
  }

  #read(name: string): KeptFile | null {
    try {
      const { size, mtimeMs } = statSync(this.pathOf(name));
      const owners: unknown = JSON.parse(readFileSync(this.pathOf(name + ownersEnding), "utf8"));
      if (!Array.isArray(owners) || !owners.every((owner) => typeof owner === "string")) return null;
      return owners.length === 0 ? null : { name, bytes: size, usedAtMs: mtimeMs, owners };
    } catch {
      return null;
    }
  }

  #writeOwners(name: string, owners: readonly string[]): void {
    const partial = this.pathOf(`${randomUUID()}${partialEnding}`);
    try {
      writeFileSync(partial, JSON.stringify(owners), { mode: 0o600, flag: "wx" });
      renameSync(partial, this.pathOf(name + ownersEnding));
    } catch (error) {
      removeFile(partial);
      throw error;
    }
  }
}

export const keptEnding = ".kept";
const ownersEnding = ".owners";
const partialEnding = ".partial";

/** Files that tell other programs to leave the folder alone (`prepare-kept-folder.ts`). */
export const markerNames: readonly string[] = ["CACHEDIR.TAG", ".nomedia", ".metadata_never_index"];

/** On Windows, a file that is open elsewhere cannot be deleted; the next `forget` does. */
function removeFile(path: string): void {
  try {
    rmSync(path, { force: true, recursive: true });
  } catch {
    // As above.
  }
}
