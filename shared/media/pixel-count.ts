import { jpegSize, type ReadBytes } from "./jpeg-size.ts";
import { sizeInHeader } from "./size-in-header.ts";

/** Where the formats other than JPEG have their size, even behind metadata. */
const headBytes = 1_000_000;

/** The number of pixels of an image file, read without decoding it; null: it can't be found. */
export async function pixelCount(read: ReadBytes): Promise<number | null> {
  const head = await read(0, headBytes);
  const isJpeg = head[0] === 0xff && head[1] === 0xd8;
  const size = isJpeg ? await jpegSize(read) : sizeInHeader(head);
  if (size === null) return null;
  const pixels = size.widthPx * size.heightPx;
  return Number.isSafeInteger(pixels) && pixels > 0 ? pixels : null;
}
