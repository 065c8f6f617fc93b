import { DecodeError } from "../../../shared/media/decode-failure.ts";
import type { Raster } from "./raster.ts";

interface Chunk {
  readonly name: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/**
 * Decodes a WebP file; of an animation, its first frame on the canvas of the whole. The decoder knows still
 * images only, so the frame is written as one.
 */
export async function firstWebpFrame(
  file: Uint8Array<ArrayBuffer>,
  decode: (still: Uint8Array<ArrayBuffer>) => Promise<Raster>,
): Promise<Raster> {
  const chunks = chunksIn(file, 12);
  const canvas = chunks.find(({ name }) => name === "VP8X")?.content;
  const frame = chunks.find(({ name }) => name === "ANMF")?.content;
  if (canvas === undefined || frame === undefined) return decode(file);
  if (frame.length < 16) throw new DecodeError("broken", "The WebP file is damaged");
  const [left, top] = [tripleAt(frame, 0) * 2, tripleAt(frame, 3) * 2];
  const inside = chunksIn(frame, 16).filter(({ name }) => /^(ALPH|VP8 |VP8L)$/.test(name));
  const image = await decode(stillOf(inside, frame));
  const [widthPx, heightPx] = [tripleAt(canvas, 4) + 1, tripleAt(canvas, 7) + 1];
  const rgba = new Uint8ClampedArray(widthPx * heightPx * 4);
  const rows = Math.min(image.heightPx, heightPx - top);
  for (let y = 0; y < rows; y++) {
    const row = image.rgba.subarray(y * image.widthPx * 4, (y + 1) * image.widthPx * 4);
    rgba.set(row.subarray(0, Math.max(0, widthPx - left) * 4), ((top + y) * widthPx + left) * 4);
  }
  return { widthPx, heightPx, rgba };
}

function chunksIn(bytes: Uint8Array<ArrayBuffer>, start: number): readonly Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = start; at + 8 <= bytes.length;) {
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    const length = new DataView(bytes.buffer, bytes.byteOffset + at + 4).getUint32(0, true);
    chunks.push({ name, content: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

/** A file of these chunks, with the extended header that an alpha channel needs. */
function stillOf(chunks: readonly Chunk[], frame: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(10);
  header[0] = 0x10;
  // Width and height less one, three bytes each, as in the frame.
  header.set(frame.subarray(6, 12), 4);
  const hasAlpha = chunks.some(({ name }) => name === "ALPH");
  const all = hasAlpha ? [{ name: "VP8X", content: header }, ...chunks] : chunks;
  const parts = all.map(({ name, content }) => written(name, content));
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  const file = new Uint8Array(8 + length);
  file.set(latin("RIFF"));
  new DataView(file.buffer).setUint32(4, length, true);
  file.set(latin("WEBP"), 8);
  let at = 12;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function written(name: string, content: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(8 + content.length + (content.length % 2));
  chunk.set(latin(name));
  new DataView(chunk.buffer).setUint32(4, content.length, true);
  chunk.set(content, 8);
  return chunk;
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function tripleAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + (bytes[at + 1] ?? 0) * 256 + (bytes[at + 2] ?? 0) * 65_536;
}
