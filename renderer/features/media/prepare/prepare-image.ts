import type { MediaContent } from "../../../../shared/chat/message-part.ts";
import { decoders } from "../decode/decoders.ts";
import type { DecodedImage, ImageSource } from "../decode/image-protocol.ts";
import { createSerialQueue } from "../decode/serial-queue.ts";
import type { PrepareOptions } from "./prepare-options.ts";
import { blobMediaType, storeBlob } from "./store-blob.ts";

/** The share of the progress that is decoding; the rest is storing. */
const decodingShare = 0.7;

export async function prepareImage(file: File, options: PrepareOptions): Promise<MediaContent> {
  const decoded = await decodeImage({ type: "file", file }, false, options);
  return storeImage(decoded, file.name, file, options.signal);
}

/** The original is stored as WebP, which every browser can show. */
export function prepareHeic(file: File, options: PrepareOptions): Promise<MediaContent> {
  const decode = () => decoders.heic.run(file, { signal: options.signal });
  return preparePixels(decode, file.name, options);
}

/**
 * Decoded pixels take four bytes each (48 MB for 12 megapixels), so only one image at a time is decoded to
 * them.
 */
const decodeQueue = createSerialQueue();

export async function preparePixels(
  decode: () => Promise<ImageSource>,
  name: string,
  options: PrepareOptions,
): Promise<MediaContent> {
  const decoded = await decodeQueue.run(async () => {
    options.signal.throwIfAborted();
    return decodeImage(await decode(), true, options);
  });
  const view = decoded.view ?? decoded.thumbnail;
  return storeImage(decoded, name, view, options.signal);
}

function decodeImage(
  source: ImageSource,
  needsView: boolean,
  { budget, isDocument, signal, onProgress }: PrepareOptions,
): Promise<DecodedImage> {
  return decoders.image.run(
    { source, budget, isDocument, needsView },
    {
      signal,
      onProgress: (progress) => onProgress(progress * decodingShare),
      transfer: source.type === "pixels" ? [source.rgba] : [],
    },
  );
}

async function storeImage(
  { source, prepared, budget, pixels, thumbnail }: DecodedImage,
  name: string,
  original: Blob,
  signal: AbortSignal,
): Promise<MediaContent> {
  const [hash, preparedHash, thumbnailHash] = await Promise.all(
    [original, pixels, thumbnail].map((bytes) => storeBlob(bytes, signal)),
  );
  return {
    type: "media",
    kind: "image",
    hash: hash ?? "",
    mediaType: await blobMediaType(original),
    name,
    sizeBytes: original.size,
    budget,
    prepared: [{ kind: "image", hash: preparedHash ?? "", ...prepared, timeMs: null }],
    ...source,
    durationMs: null,
    thumbnailHash: thumbnailHash ?? null,
  };
}
