import { imageSize } from "image-size";
import type { MediaContent, ResultFile } from "../../shared/chat/message-part.ts";
import { mediaLimits } from "../../shared/media/media-limits.ts";
import { mediaTypeOf } from "../../shared/media/media-type.ts";
import { MediaUpload } from "../media/media-upload.ts";
import type { MediaStore } from "../media/media-store.ts";
import type { ToolFile } from "./tool.ts";

export interface StoredFiles {
  readonly media: readonly MediaContent[];
  readonly files: readonly ResultFile[];
}

/**
 * Stores what a tool returned beside text. What is an image is decided by its bytes, not by what the tool
 * calls it; everything else is offered as a download. Empty files are left out, and those above the limits of
 * attachments.
 * @throws AppError `storage-failed`
 */
export async function storeFiles(returned: readonly ToolFile[], store: MediaStore): Promise<StoredFiles> {
  const media: MediaContent[] = [];
  const files: ResultFile[] = [];
  for (const { name: given, bytes } of returned.slice(0, mediaLimits.attachments)) {
    if (bytes.byteLength === 0 || bytes.byteLength > mediaLimits.fileBytes) continue;
    const { hash, sizeBytes } = await stored(bytes, store);
    const name = plainName(given);
    const mediaType = mediaTypeOf(bytes);
    if (mediaType?.startsWith("image/") !== true) {
      files.push({ name, hash, sizeBytes });
      continue;
    }
    media.push({
      type: "media",
      kind: "image",
      hash,
      mediaType,
      name,
      sizeBytes,
      budget: null,
      prepared: [],
      ...sizeOf(bytes),
      durationMs: null,
      thumbnailHash: null,
    });
  }
  return { media, files };
}

async function stored(bytes: Uint8Array, store: MediaStore) {
  const upload = await MediaUpload.begin(store);
  await upload.write(bytes);
  return upload.finish();
}

function sizeOf(bytes: Uint8Array): { readonly widthPx: number | null; readonly heightPx: number | null } {
  try {
    const { width, height } = imageSize(bytes);
    return { widthPx: width, heightPx: height };
  } catch {
    return { widthPx: null, heightPx: null };
  }
}

/** A file name as one line without a path. */
function plainName(given: string): string {
  const name = (given.split(/[\\/]/).at(-1) ?? "").replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return name === "" ? "file" : name.slice(0, 200);
}
