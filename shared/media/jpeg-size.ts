import type { Size } from "./image-scaler.ts";

/** Reads the bytes of a file from `start` up to, not including, `end`; fewer at its end. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array> | Uint8Array;

/** Depth maps and previews in metadata take some hundred segments. */
const maxSegments = 4_096;
/** A frame header's marker, length, precision, height and width. */
const frameHeadBytes = 9;

/**
 * The size of a JPEG file (ISO/IEC 10918-1, B.2.2), which may follow megabytes of metadata; null: it has none
 * before its pixels.
 */
export async function jpegSize(read: ReadBytes): Promise<Size | null> {
  // After the marker that begins the file.
  let at = 2;
  for (let segment = 0; segment < maxSegments; segment++) {
    const bytes = viewOf(await read(at, at + frameHeadBytes));
    if (bytes.byteLength < 4 || bytes.getUint8(0) !== 0xff) return null;
    const marker = bytes.getUint8(1);
    if (marker === 0xff) at += 1;
    else if (hasNoLength(marker)) at += 2;
    else if (marker === startOfScan || marker === endOfImage) return null;
    else if (isFrameHead(marker)) {
      return bytes.byteLength < frameHeadBytes
        ? null
        : { widthPx: bytes.getUint16(7), heightPx: bytes.getUint16(5) };
    } else at += 2 + bytes.getUint16(2);
  }
  return null;
}

const startOfScan = 0xda;
const endOfImage = 0xd9;

/** Restart markers, and one for temporary use. */
function hasNoLength(marker: number): boolean {
  return marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/** The range also has the markers for Huffman tables, arithmetic coding and one that is reserved. */
function isFrameHead(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}
