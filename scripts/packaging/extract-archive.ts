import { mkdir, open, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listArchive } from "../../electron/page/app-archive.ts";

/** Writes the files of an archive into a folder, except those beside the archive. */
export async function extractArchive(archive: string, folder: string): Promise<void> {
  const file = await open(archive);
  try {
    for (const { path, sizeBytes, offsetBytes } of await listArchive(archive)) {
      if (offsetBytes === null) continue;
      const content = Buffer.alloc(sizeBytes);
      await file.read(content, 0, sizeBytes, offsetBytes);
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  } finally {
    await file.close();
  }
}
