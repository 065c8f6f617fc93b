/** From 1, upright, to 8; EXIF 2.3, tag 0x0112. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/**
 * The orientation that the EXIF data of a JPEG or PNG file states; 1 where it states none. Browsers ignore the
 * one of a WebP file, so this does too.
 */
export function exifOrientation(file: Uint8Array): Orientation {
  const tiff = tiffOf(new DataView(file.buffer, file.byteOffset, file.byteLength));
  return tiff === null ? 1 : orientationIn(tiff);
}

function tiffOf(file: DataView): DataView | null {
  if (textAt(file, 0, 2) === "\xff\xd8") return tiffOfJpeg(file);
  return textAt(file, 0, 4) === "\x89PNG" ? tiffOfPng(file) : null;
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

function tiffOfPng(file: DataView): DataView | null {
  for (let at = 8; at + 8 <= file.byteLength;) {
    const length = file.getUint32(at);
    if (textAt(file, at + 4, 4) === "eXIf") return viewOf(file, at + 8, length);
    // A length, a name, and a checksum.
    at += 12 + length;
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
