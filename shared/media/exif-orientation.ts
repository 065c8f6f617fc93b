/** From 1, upright, to 8; EXIF 2.3, tag 0x0112. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** The orientation that the EXIF data of a JPEG, PNG or WebP file states; 1 where it states none. */
export function exifOrientation(file: Uint8Array): Orientation {
  const tiff = tiffOf(new DataView(file.buffer, file.byteOffset, file.byteLength));
  return tiff === null ? 1 : orientationIn(tiff);
}

function tiffOf(file: DataView): DataView | null {
  if (textAt(file, 0, 2) === "\xff\xd8") return tiffOfJpeg(file);
  if (textAt(file, 0, 4) === "RIFF") {
    return chunkOf(
      file,
      12,
      (at) => ({ name: textAt(file, at, 4), length: littleAt(file, at + 4), head: 8 }),
      "EXIF",
    );
  }
  return chunkOf(
    file,
    8,
    (at) => ({ name: textAt(file, at + 4, 4), length: bigAt(file, at), head: 8, tail: 4 }),
    "eXIf",
  );
}

function tiffOfJpeg(file: DataView): DataView | null {
  for (let at = 2; at + 4 <= file.byteLength;) {
    if (file.getUint8(at) !== 0xff) return null;
    const marker = file.getUint8(at + 1);
    // The scan begins, or the image ends.
    if (marker === 0xda || marker === 0xd9) return null;
    const length = file.getUint16(at + 2);
    if (marker === 0xe1 && textAt(file, at + 4, 6) === "Exif\0\0") return viewOf(file, at + 10, length - 8);
    at += 2 + length;
  }
  return null;
}

interface ChunkHead {
  readonly name: string;
  readonly length: number;
  readonly head: number;
  /** Bytes behind the content, such as a checksum. */
  readonly tail?: number;
}

function chunkOf(
  file: DataView,
  start: number,
  headAt: (at: number) => ChunkHead,
  wanted: string,
): DataView | null {
  for (let at = start; at + 8 <= file.byteLength;) {
    const { name, length, head, tail } = headAt(at);
    if (name === wanted) {
      const content = viewOf(file, at + head, length);
      // Some programs write the mark of a JPEG's segment into a WebP file.
      return content !== null && textAt(content, 0, 6) === "Exif\0\0"
        ? viewOf(content, 6, length - 6)
        : content;
    }
    // Chunks of a RIFF file are padded to an even length; those of a PNG have a checksum.
    at += head + length + (tail ?? length % 2);
  }
  return null;
}

function orientationIn(tiff: DataView): Orientation {
  if (tiff.byteLength < 8) return 1;
  const isLittle = textAt(tiff, 0, 2) === "II";
  const directory = tiff.getUint32(4, isLittle);
  if (directory + 2 > tiff.byteLength) return 1;
  const count = tiff.getUint16(directory, isLittle);
  for (let index = 0; index < count; index++) {
    const at = directory + 2 + index * 12;
    if (at + 12 > tiff.byteLength) return 1;
    if (tiff.getUint16(at, isLittle) !== 0x0112) continue;
    const value = tiff.getUint16(at + 8, isLittle);
    return value >= 1 && value <= 8 ? (value as Orientation) : 1;
  }
  return 1;
}

function viewOf(file: DataView, at: number, length: number): DataView | null {
  const end = Math.min(file.byteLength, at + length);
  return end <= at ? null : new DataView(file.buffer, file.byteOffset + at, end - at);
}

function textAt(file: DataView, at: number, length: number): string {
  if (at + length > file.byteLength) return "";
  return String.fromCharCode(...new Uint8Array(file.buffer, file.byteOffset + at, length));
}

function littleAt(file: DataView, at: number): number {
  return file.getUint32(at, true);
}

function bigAt(file: DataView, at: number): number {
  return file.getUint32(at);
}
