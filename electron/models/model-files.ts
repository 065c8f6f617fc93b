import { createHash } from "node:crypto";
import { mkdir, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import { demoModelId, type ModelId } from "../../shared/models/model.ts";
import type { FoundModel, ModelLibrary } from "./library.ts";
import type { ListedModels } from "./listed-models.ts";
import { inspectFile } from "./read-header.ts";

/** Hidden, and beside the models: what is put there need only be renamed. */
const folderName = ".deleted";

/** Deletes and hides models, and brings them back. Only what lies in the models folder itself is ever deleted. */
export class ModelFiles {
  readonly #folder: string;
  readonly #library: ModelLibrary;
  readonly #shelf: ListedModels;
  /** Where the files of deleted models came from, by what they are called now. */
  readonly #deleted = new Map<ModelId, ReadonlyMap<string, string>>();

  constructor(folder: string, library: ModelLibrary, shelf: ListedModels) {
    this.#folder = folder;
    this.#library = library;
    this.#shelf = shelf;
  }

  /** Until then a deleted model can come back; its room on the disk is free only now. */
  async purge(): Promise<void> {
    this.#deleted.clear();
    await rm(join(this.#folder, folderName), { recursive: true, force: true });
  }

  /** @throws AppError `not-found`, `storage-failed` */
  async remove(id: ModelId): Promise<{ readonly how: "deleted" | "hidden" }> {
    const found = this.#find(id);
    const isOwn = found.model.origin === "own" && (await this.#isInside(found.path));
    await onDisk(() => (isOwn ? this.#delete(found) : this.#shelf.hide(id)));
    await this.#library.refresh();
    return { how: isOwn ? "deleted" : "hidden" };
  }

  /** @throws AppError `not-found` when it is gone for good, `storage-failed` */
  async restore(id: ModelId): Promise<void> {
    const files = this.#deleted.get(id);
    if (files) await onDisk(() => this.#bringBack(id, files));
    else if (this.#shelf.isHidden(id)) await onDisk(() => this.#shelf.show(id));
    else throw new AppError("not-found", `${id} was not deleted`);
    await this.#library.refresh();
  }

  async showHidden(): Promise<void> {
    await onDisk(() => this.#shelf.showAll());
    await this.#library.refresh();
  }

  /** @throws AppError `model-unreadable`: a file that is no model */
  async add(path: string, what: "file" | "folder"): Promise<void> {
    if (what === "file") {
      const { content } = await inspectFile(path, basename(path));
      if (content.type === "unreadable") {
        throw new AppError("model-unreadable", content.error.message, content.error.data);
      }
    }
    await onDisk(() => this.#shelf.add(path));
    await this.#library.refresh();
  }

  /** @throws AppError `not-found` */
  pathOf(id: ModelId): string {
    return this.#find(id).path;
  }

  #find(id: ModelId): FoundModel {
    const found = id === demoModelId ? null : this.#library.find(id);
    if (!found) throw new AppError("not-found", `There is no model ${id}`);
    return found;
  }

  /** Through a linked folder lies what belongs to someone else. */
  async #isInside(path: string): Promise<boolean> {
    const inside = relative(await realpath(this.#folder), await realpath(dirname(path)));
    return inside !== ".." && !inside.startsWith(`..${sep}`);
  }

  async #delete({ model, paths, projectorPath }: FoundModel): Promise<void> {
    const others = this.#library.found().filter((other) => other.model.id !== model.id);
    const isShared = others.some((other) => other.projectorPath === projectorPath);
    const own = projectorPath === null || isShared ? paths : [...paths, projectorPath];
    const folder = join(this.#folder, folderName, shortHash(model.id));
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const moved = new Map<string, string>();
    this.#deleted.set(model.id, moved);
    for (const [index, path] of own.entries()) {
      const away = join(folder, String(index));
      await rename(path, away);
      moved.set(away, path);
    }
  }

  async #bringBack(id: ModelId, files: ReadonlyMap<string, string>): Promise<void> {
    for (const [away, path] of files) {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await rename(away, path);
    }
    this.#deleted.delete(id);
  }
}

const shortHash = (id: ModelId) => createHash("sha256").update(id).digest("hex").slice(0, 16);

async function onDisk<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `The disk did not take it: ${reason}`, { reason });
  }
}
