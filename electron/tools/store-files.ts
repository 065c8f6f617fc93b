import { readFile } from "node:fs/promises";
import type { MediaContent, PreparedPiece, ResultFile } from "../../shared/chat/message-part.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { mediaTypeOf } from "../../shared/media/media-type.ts";
import { sizeInHeader } from "../../shared/media/size-in-header.ts";
import type { DecodedMedia, FileDecoder } from "../decode/file-decoder.ts";
import { MediaUpload } from "../media/media-upload.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ToolFile } from "./tool.ts";

export interface StoredFiles {
  readonly media: readonly MediaContent[];
  readonly files: readonly ResultFile[];
}

export interface StoreFilesOptions {
  readonly media: MediaStore;
  readonly decoder: Pick<FileDecoder, "decode">;
  readonly signal: AbortSignal;
}

/**
 * Stores what a tool returned beside text. What is an image or a recording is decided by its bytes, not by what
 * the tool calls it, and both are prepared for the model. An image that can't be decoded is shown to the user
 * only; everything else is offered as a download. Empty files are left out, and those above the limits of
 * attachments.
 * @throws AppError `storage-failed`, or the signal's reason
 */
export async function storeFiles(
  returned: readonly ToolFile[],
  options: StoreFilesOptions,
): Promise<StoredFiles> {
  const media: MediaContent[] = [];
  const files: ResultFile[] = [];
  for (const { name: given, bytes } of returned.slice(0, mediaLimits.attachments)) {
    if (bytes.byteLength === 0 || bytes.byteLength > mediaLimits.fileBytes) continue;
    const { hash, sizeBytes } = await stored(bytes, options.media);
    const name = plainName(given);
    const mediaType = mediaTypeOf(bytes);
    const kind = mediaType?.startsWith("image/") === true ? "image" : "audio";
    const prepared = mediaType === null ? null : await prepare(name, bytes, options);
    if (mediaType === null || (kind === "audio" && prepared?.kind !== "audio")) {
      files.push({ name, hash, sizeBytes });
      continue;
    }
    media.push({
      type: "media",
      kind,
      hash,
      mediaType,
      name,
      sizeBytes,
      budget: null,
      prepared: prepared?.kind === kind ? prepared.pieces : [],
      ...((kind === "image" ? sizeInHeader(bytes) : null) ?? { widthPx: null, heightPx: null }),
      durationMs: prepared?.durationMs ?? null,
      thumbnailHash: null,
    });
  }
  return { media, files };
}

/** null: it can't be decoded. */
async function prepare(name: string, bytes: Uint8Array, { media, decoder, signal }: StoreFilesOptions) {
  let decoded: DecodedMedia;
  try {
    const file = { name, source: { type: "bytes", bytes } } as const;
    const output = await decoder.decode(file, { budget: null, isDocument: false }, signal);
    if (output.type !== "media" || output.pieces.length === 0) return null;
    decoded = output;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code !== "storage-failed") return null;
    throw thrown;
  }
  try {
    const pieces: PreparedPiece[] = [];
    for (const { media: piece, timeMs } of decoded.pieces) {
      const { path, ...description } = piece;
      await stored(await readFile(path), media);
      pieces.push({ ...description, timeMs });
    }
    return { kind: decoded.kind, durationMs: decoded.durationMs, pieces };
  } finally {
    await decoded.remove();
  }
}

async function stored(bytes: Uint8Array, store: MediaStore) {
  const upload = await MediaUpload.begin(store);
  await upload.write(bytes);
  return upload.finish();
}

/** A file name as one line without a path. */
function plainName(given: string): string {
  const name = (given.split(/[\\/]/).at(-1) ?? "").replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return name === "" ? "file" : name.slice(0, 200);
}
