import { createHash } from "node:crypto";
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writeFileAtomically } from "../../home/write-file-atomically.ts";
import { isSafePath } from "../hub/safe-path.ts";

const safePath = z.string().refine(isSafePath);
const fileSchema = z.object({
  path: safePath,
  role: z.enum(["weights", "projector", "drafter"]),
  sizeBytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const recordSchema = z.object({
  repo: safePath,
  /** The requested revision: a branch or a commit. */
  branch: z.string(),
  /** The commit that the files below belong to. */
  revision: z.string(),
  name: z.string(),
  files: z.array(fileSchema).min(1),
  /** Whether the user paused it; a download that is not paused resumes when the app starts. */
  isPaused: z.boolean(),
  createdAtMs: z.number(),
});

export type RecordedFile = Readonly<z.infer<typeof fileSchema>>;

/** The contents of `download.json`, stored beside the partial files. */
export type DownloadRecord = Readonly<Omit<z.infer<typeof recordSchema>, "files">> & {
  readonly files: readonly RecordedFile[];
};

const recordName = "download.json";

const wantedSchema = z.object({
  repo: safePath,
  revision: z.string(),
  paths: z.array(safePath).min(1),
  name: z.string(),
});

/** What the user asked for, stored in place of the record until the hub has listed the files. */
export type WantedFiles = Readonly<z.infer<typeof wantedSchema>>;

const wantedName = "wanted.json";

/** null: there is none, or it can't be understood. */
export async function readWanted(folder: string): Promise<WantedFiles | null> {
  const text = await readFile(join(folder, wantedName), "utf8").catch(() => null);
  if (text === null) return null;
  try {
    return wantedSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function writeWanted(folder: string, wanted: WantedFiles): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomically(join(folder, wantedName), JSON.stringify(wanted));
}

/**
 * Returns null when there is no record.
 * @throws when there is one that can't be read or understood
 */
export async function readRecord(folder: string): Promise<DownloadRecord | null> {
  let text;
  try {
    text = await readFile(join(folder, recordName), "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw thrown;
  }
  return recordSchema.parse(JSON.parse(text));
}

export async function writeRecord(folder: string, record: DownloadRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeFileAtomically(join(folder, recordName), JSON.stringify(record, null, 2));
}

/** Derived from the repository and the paths, so that requesting the same files gives the same download. */
export function downloadIdOf(repo: string, paths: readonly string[]): string {
  return createHash("sha256")
    .update([repo, ...paths].join("\n"))
    .digest("hex")
    .slice(0, 16);
}
