import { createHash } from "node:crypto";
import { realpath } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import { demoModelId, type ModelId } from "../../shared/models/model.ts";
import { DeletedFiles } from "./deleted-files.ts";
import type { FoundModel, ModelLibrary } from "./library.ts";
import type { ListedModels } from "./listed-models.ts";
import { inspectFile } from "./read-header.ts";

/** How long a deletion can be undone where nobody says that it need not be: a page may be closed before. */
const undoMs = 10 * 60_000;

/** Deletes, hides and restores models. Only files inside the models folder itself are deleted. */
export class ModelFiles {
  readonly #folder: string;
  readonly #library: ModelLibrary;
  readonly #listed: ListedModels;
  readonly #files: DeletedFiles;
  /** The models that can be restored, each with the timer that deletes it for good. */
  readonly #deleted = new Map<ModelId, NodeJS.Timeout>();
  readonly #undoMs: number;

  constructor(folder: string, library: ModelLibrary, listed: ListedModels, undoForMs = undoMs) {
    this.#undoMs = undoForMs;
    this.#folder = folder;
    this.#library = library;
    this.#listed = listed;
    this.#files = new DeletedFiles(folder);
  }

  /**
   * Deletes the files of removed models for good, which frees their disk space. They cannot be restored
   * afterwards.
   */
  async purge(): Promise<void> {
    for (const timer of this.#deleted.values()) clearTimeout(timer);
    this.#deleted.clear();
    await this.#files.purge();
  }

  /** Frees the disk space of one deleted model; it can't be restored afterwards. Does nothing for any other. */
  async purgeOne(id: ModelId): Promise<void> {
    if (!this.#deleted.has(id)) return;
    this.#forget(id);
    // Files that another program holds open stay until the app closes.
    await this.#files.purgeGroup(shortHash(id)).catch(() => undefined);
  }

  /**
   * The disk space of deleted files is freed as soon as the deletion can't be undone any more.
   * @throws AppError `not-found`, `storage-failed`
   */
  async remove(id: ModelId): Promise<{ readonly how: "deleted" | "hidden" }> {
    const found = this.#find(id);
    const isOwn = found.model.origin === "own" && (await onDisk(() => this.#isInside(found.path)));
    await onDisk(() => (isOwn ? this.#delete(found) : this.#listed.hide(id)));
    await this.#library.refresh();
    return { how: isOwn ? "deleted" : "hidden" };
  }

  /** @throws AppError `not-found` when it was deleted for good, `storage-failed` */
  async restore(id: ModelId): Promise<void> {
    if (this.#deleted.has(id)) await onDisk(() => this.#bringBack(id));
    else if (this.#listed.isHidden(id)) await onDisk(() => this.#listed.show(id));
    else throw new AppError("not-found", `${id} was not deleted`);
    await this.#library.refresh();
  }

  async showHidden(): Promise<void> {
    await onDisk(() => this.#listed.showAll());
    await this.#library.refresh();
  }

  /** @throws AppError `model-unreadable` when the file is not a model */
  async add(path: string, what: "file" | "folder"): Promise<void> {
    if (what === "file") {
      const { content } = await inspectFile(path, basename(path));
      if (content.type === "unreadable") {
        throw new AppError("model-unreadable", content.error.message, content.error.data);
      }
    }
    await onDisk(() => this.#listed.add(path));
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

  /** False for files reached through a linked folder, which belong to something else. */
  async #isInside(path: string): Promise<boolean> {
    const inside = relative(await realpath(this.#folder), await realpath(dirname(path)));
    return inside !== ".." && !inside.startsWith(`..${sep}`);
  }

  async #delete(found: FoundModel): Promise<void> {
    const { model, paths } = found;
    const others = this.#library.found().filter((other) => other.model.id !== model.id);
    const shared = new Set(others.flatMap(companionPaths));
    const own = [...paths, ...companionPaths(found).filter((path) => !shared.has(path))];
    this.#forget(model.id);
    await this.#files.remove(shortHash(model.id), own);
    this.#remember(model.id);
  }

  #remember(id: ModelId): void {
    const purge = () => {
      // It handles its failures.
      this.purgeOne(id).catch(() => undefined);
    };
    this.#deleted.set(id, setTimeout(purge, this.#undoMs).unref());
  }

  /** Nothing purges the files while they are moved. */
  async #bringBack(id: ModelId): Promise<void> {
    this.#forget(id);
    try {
      await this.#files.restore(shortHash(id));
    } catch (thrown) {
      this.#remember(id);
      throw thrown;
    }
  }

  #forget(id: ModelId): void {
    clearTimeout(this.#deleted.get(id));
    this.#deleted.delete(id);
  }
}

const companionPaths = ({ projectorPath, drafterPath }: FoundModel): readonly string[] =>
  [projectorPath, drafterPath].filter((path) => path !== null);

const shortHash = (id: ModelId) => createHash("sha256").update(id).digest("hex").slice(0, 16);

async function onDisk<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `Writing to the disk failed: ${reason}`, { reason });
  }
}
