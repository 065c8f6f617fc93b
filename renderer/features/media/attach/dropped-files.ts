/** What was dropped. */
export interface Dropped {
  readonly files: readonly File[];
  /** The name of the first folder among what was dropped; null: there is none. */
  readonly folder: string | null;
}

/** More are not offered: nobody attaches a whole disk. */
const mostFiles = 1000;

/**
 * The dropped files, and those in dropped folders, by path. Hidden files are left out. Must be called while the
 * event is handled; the list is empty later.
 */
export function droppedFiles({ items, files }: DataTransfer): Promise<Dropped> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const folder = entries.find(({ isDirectory }) => isDirectory);
  // Without a folder the list of files is complete, also where a page makes the event.
  if (folder === undefined) return Promise.resolve({ files: [...files], folder: null });
  return filesIn(entries).then((found) => ({ files: found, folder: folder.name }));
}

async function filesIn(entries: readonly FileSystemEntry[]): Promise<readonly File[]> {
  const files: File[] = [];
  for (const entry of entries) {
    if (files.length >= mostFiles) break;
    if (entry.name.startsWith(".")) continue;
    if (entry.isDirectory) {
      const inside = await entriesOf(entry as FileSystemDirectoryEntry);
      files.push(...(await filesIn(inside.toSorted((one, other) => one.name.localeCompare(other.name)))));
    } else {
      files.push(await fileOf(entry as FileSystemFileEntry));
    }
  }
  return files.slice(0, mostFiles);
}

/** A reader returns at most a hundred entries at a time. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((done, failed) => reader.readEntries(done, failed));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((done, failed) => entry.file(done, failed));
}
