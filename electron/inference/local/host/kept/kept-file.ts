import { createHash, subtle } from "node:crypto";
import { open, type FileHandle } from "node:fs/promises";
import { z } from "zod";

/*
 * A kept file is what llama.cpp or the projector wrote, followed by facts as JSON and a footer:
 *
 *     payload | facts | length of the facts (u32) | SHA-256 of the facts | magic
 *
 * The facts hold a hash of the payload, so a file is either exactly what was written or not used.
 * llama.cpp's own reader aborts the process on some damaged files; it never sees one.
 */
const magic = Buffer.from("FACETK01");
const footerBytes = 4 + 32 + magic.length;
/** The facts of a context of a million tokens take a few megabytes. */
const mostFactsBytes = 64 * 1024 ** 2;

const sealSchema = z.object({ payloadBytes: z.int().min(0), payloadHash: z.string(), facts: z.unknown() });

export interface SealedFacts<Facts> {
  readonly facts: Facts;
  readonly payloadBytes: number;
  readonly payloadHash: string;
}

/**
 * Appends facts to a file that was written as a whole.
 * @param payloadBytes the number of bytes that were written
 * @throws the file system's error; when the file has another size
 */
export async function sealKeptFile<Facts>(
  path: string,
  payloadBytes: number,
  facts: Facts,
): Promise<SealedFacts<Facts>> {
  const file = await open(path, "r+");
  try {
    const { size } = await file.stat();
    if (size !== payloadBytes) throw new Error(`${size} bytes were written instead of ${payloadBytes}`);
    const payloadHash = await hashOf(file, payloadBytes);
    const sealed = Buffer.from(JSON.stringify({ payloadBytes, payloadHash, facts }));
    const length = Buffer.alloc(4);
    length.writeUInt32LE(sealed.length);
    const end = Buffer.concat([sealed, length, createHash("sha256").update(sealed).digest(), magic]);
    const { bytesWritten } = await file.write(end, 0, end.length, payloadBytes);
    if (bytesWritten !== end.length) throw new Error("The file could not be written");
    return { facts, payloadBytes, payloadHash };
  } finally {
    await file.close();
  }
}

/** The facts of a file; null: damaged, or written by something else. The payload is not checked yet. */
export async function readKeptFacts<Facts>(
  path: string,
  schema: z.ZodType<Facts>,
): Promise<SealedFacts<Facts> | null> {
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    const footer = await readAt(file, size - footerBytes, footerBytes);
    const length = footer.readUInt32LE(0);
    if (!footer.subarray(4 + 32).equals(magic) || length > mostFactsBytes) return null;
    const sealed = await readAt(file, size - footerBytes - length, length);
    if (
      !createHash("sha256")
        .update(sealed)
        .digest()
        .equals(footer.subarray(4, 4 + 32))
    )
      return null;
    const { payloadBytes, payloadHash, facts } = sealSchema.parse(JSON.parse(sealed.toString()));
    if (payloadBytes !== size - footerBytes - length) return null;
    return { payloadBytes, payloadHash, facts: schema.parse(facts) };
  } catch {
    return null;
  }
}

/** Whether the payload is what was written. */
export async function isIntact(
  path: string,
  { payloadBytes, payloadHash }: SealedFacts<unknown>,
): Promise<boolean> {
  try {
    await using file = await open(path, "r");
    return (await hashOf(file, payloadBytes)) === payloadHash;
  } catch {
    return false;
  }
}

/** @throws when the file cannot be read, or has fewer bytes */
export async function readKeptPayload(
  path: string,
  { payloadBytes, payloadHash }: SealedFacts<unknown>,
): Promise<Buffer> {
  await using file = await open(path, "r");
  const payload = await readAt(file, 0, payloadBytes);
  if ((await hashOf(file, payloadBytes)) !== payloadHash) throw new Error("The file is damaged");
  return payload;
}

/**
 * The SHA-256 of the SHA-256 of each piece: other threads hash the pieces, so that this one stays free for
 * tokens.
 */
async function hashOf(file: FileHandle, bytes: number): Promise<string> {
  const hash = createHash("sha256");
  for (let from = 0; from < bytes; from += pieceBytes) {
    const piece = await readAt(file, from, Math.min(pieceBytes, bytes - from));
    hash.update(new Uint8Array(await subtle.digest("SHA-256", piece)));
  }
  return hash.digest("hex");
}

const pieceBytes = 4 * 1024 ** 2;

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer<ArrayBuffer>> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, position);
  if (position < 0 || bytesRead !== length) throw new Error("The file is too short");
  return buffer;
}
