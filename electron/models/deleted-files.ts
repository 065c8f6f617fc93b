import { access, mkdir, readdir, rename, rm, rmdir } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";

/** Hidden, and inside the models folder, so that deleting a file is a rename. */
const binName = ".deleted";
/** Holds what is being deleted or restored; what a crash leaves in it is put back at the next start. */
const movingName = ".deleting";

/**
 * Deleted files of the models folder, until they are purged. The files of one deletion are deleted and restored
 * together or not at all: they gather under `.deleting` at their paths relative to the models folder, and only
 * when all of them are there does the whole group move to `.deleted`, by one rename.
 */
export class DeletedFiles {
  readonly #folder: string;

  constructor(modelsFolder: string) {
    this.#folder = modelsFolder;
  }

  /** Frees the disk space of what was deleted, for good. What was deleted only in part is put back. */
  async purge(): Promise<void> {
    await rm(join(this.#folder, binName), { recursive: true, force: true });
    const moving = join(this.#folder, movingName);
    for (const group of await readdir(moving).catch(() => [])) await this.#putBack(group);
    await rmdir(moving).catch(() => undefined);
  }

  /** Frees the disk space of one group, for good. */
  async purgeGroup(group: string): Promise<void> {
    await rm(this.#binOf(group), { recursive: true, force: true });
  }

  /**
   * Deletes the files as one group. A path outside the models folder is left alone.
   * @throws errors of the file system; the files are then where they were
   */
  async remove(group: string, paths: readonly string[]): Promise<void> {
    const own = paths.map((path) => relative(this.#folder, path)).filter(isInside);
    // An earlier group of the same name can't be restored any more.
    await rm(this.#binOf(group), { recursive: true, force: true });
    try {
      for (const path of own) await moveFile(join(this.#folder, path), join(this.#movingOf(group), path));
      await this.#moveGroup(this.#movingOf(group), this.#binOf(group));
    } catch (thrown) {
      // What can't be put back now is put back at the next start.
      await this.#putBack(group).catch(() => undefined);
      throw thrown;
    }
  }

  /**
   * Puts the files of a group back. A file that has taken the place of one of them since stays.
   * @throws errors of the file system; the files that could not be put back can then be restored again
   */
  async restore(group: string): Promise<void> {
    await this.#moveGroup(this.#binOf(group), this.#movingOf(group));
    try {
      await this.#putBack(group);
    } catch (thrown) {
      await this.#moveGroup(this.#movingOf(group), this.#binOf(group));
      throw thrown;
    }
  }

  async #putBack(group: string): Promise<void> {
    const moving = this.#movingOf(group);
    for (const path of await filesIn(moving)) {
      const target = join(this.#folder, path);
      if (!(await exists(target))) await moveFile(join(moving, path), target);
    }
    await rm(moving, { recursive: true, force: true });
  }

  async #moveGroup(from: string, to: string): Promise<void> {
    await mkdir(dirname(to), { recursive: true, mode: 0o700 });
    await rename(from, to);
  }

  #binOf(group: string): string {
    return join(this.#folder, binName, group);
  }

  #movingOf(group: string): string {
    return join(this.#folder, movingName, group);
  }
}

async function moveFile(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rename(from, to);
}

/** Relative to the folder. Links are files here: they are moved, not followed. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
}

const isInside = (path: string) => path !== ".." && !path.startsWith(`..${sep}`);

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
