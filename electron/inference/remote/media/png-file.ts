import { crc32, deflate } from "node:zlib";
import { promisify } from "node:util";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const bytesPerPixel = 3;
/** Type "Sub" of PNG's filters: each byte minus the one to its left. */
const subFilter = 1;

/**
 * Encodes RGB pixels, 8 bits each, as a PNG file. Compression, which takes nearly all the time, runs on a
 * thread of zlib's pool, so that the event loop is not blocked.
 */
export async function pngFile(rgb: Uint8Array, widthPx: number, heightPx: number): Promise<Buffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(widthPx, 0);
  header.writeUInt32BE(heightPx, 4);
  // 8 bits per sample, RGB, the only compression and filter method, not interlaced.
  header.set([8, 2, 0, 0, 0], 8);
  const pixels = await promisify(deflate)(filtered(rgb, widthPx, heightPx));
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", pixels),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

function filtered(rgb: Uint8Array, widthPx: number, heightPx: number): Uint8Array {
  const rowBytes = widthPx * bytesPerPixel;
  const rows = new Uint8Array((rowBytes + 1) * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const from = y * rowBytes;
    const to = y * (rowBytes + 1) + 1;
    rows[to - 1] = subFilter;
    rows.set(rgb.subarray(from, from + bytesPerPixel), to);
    for (let x = bytesPerPixel; x < rowBytes; x++) {
      rows[to + x] = (rgb[from + x] ?? 0) - (rgb[from + x - bytesPerPixel] ?? 0);
    }
  }
  return rows;
}

function pngChunk(type: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(data.length, 0);
  head.write(type, 4, "latin1");
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(data, crc32(head.subarray(4))), 0);
  return Buffer.concat([head, data, check]);
}
