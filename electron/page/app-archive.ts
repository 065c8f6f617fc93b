import { open, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

export interface ArchivedFile {
  /** Inside the archive, with slashes. */
  readonly path: string;
  readonly sizeBytes: number;
  /** In the archive's data; null for a file that lies beside the archive, in app.asar.unpacked. */
  readonly offsetBytes: number | null;
}

interface Folder {
  readonly files: Readonly<Record<string, Folder | FileEntry>>;
}
interface FileEntry {
  readonly size: number;
  readonly offset?: string | undefined;
  readonly unpacked?: boolean | undefined;
}

const entrySchema: z.ZodType<Folder | FileEntry> = z.lazy(() => z.union([folderSchema, fileSchema]));
const folderSchema = z.object({ files: z.record(z.string(), entrySchema) });
const fileSchema = z.object({
  size: z.number(),
  offset: z.string().optional(),
  unpacked: z.boolean().optional(),
});

/** Before the header's JSON: four little-endian 32-bit numbers, the second and the last of which are lengths. */
const prefixBytes = 16;

/** Lists the files of an asar archive. */
export async function listArchive(archive: string): Promise<readonly ArchivedFile[]> {
  const file = await open(archive);
  try {
    const prefix = Buffer.alloc(prefixBytes);
    await file.read(prefix, 0, prefixBytes, 0);
    const dataStart = 8 + prefix.readUInt32LE(4);
    const header = Buffer.alloc(prefix.readUInt32LE(12));
    await file.read(header, 0, header.length, prefixBytes);
    return filesIn(folderSchema.parse(JSON.parse(header.toString("utf8"))), "", dataStart);
  } finally {
    await file.close();
  }
}

/** The content of one file of an archive, or of app.asar.unpacked. @throws when neither has it */
export async function readArchived(archive: string, path: string): Promise<Buffer> {
  const found = (await listArchive(archive)).find((file) => file.path === path);
  if (found === undefined) throw new Error(`${archive} does not contain ${path}`);
  if (found.offsetBytes === null) return readFile(join(`${archive}.unpacked`, path));
  const file = await open(archive);
  try {
    const content = Buffer.alloc(found.sizeBytes);
    await file.read(content, 0, found.sizeBytes, found.offsetBytes);
    return content;
  } finally {
    await file.close();
  }
}

function filesIn({ files }: Folder, prefix: string, dataStart: number): ArchivedFile[] {
  return Object.entries(files).flatMap(([name, entry]) => {
    const path = prefix + name;
    if ("files" in entry) return filesIn(entry, `${path}/`, dataStart);
    const offsetBytes =
      entry.unpacked || entry.offset === undefined ? null : dataStart + Number(entry.offset);
    return [{ path, sizeBytes: entry.size, offsetBytes }];
  });
}
