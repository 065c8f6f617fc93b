/** Number of bytes that `mediaTypeOf` inspects. */
export const headBytes = 64;

/**
 * The media type of an image, audio or video file by its first bytes; null for anything else, whatever its
 * name. Only types that a browser never executes: no SVG, HTML or PDF.
 */
export function mediaTypeOf(head: Uint8Array): string | null {
  const text = (start: number, end: number) => String.fromCharCode(...head.subarray(start, end));
  if (text(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (text(0, 3) === "\xff\xd8\xff") return "image/jpeg";
  if (text(0, 4) === "GIF8") return "image/gif";
  if (text(0, 2) === "BM") return "image/bmp";
  if (text(0, 4) === "RIFF") return riffTypes[text(8, 12)] ?? null;
  if (text(4, 8) === "ftyp") return isoType(text(8, 12), text(16, headBytes));
  if (text(0, 4) === "OggS") return "audio/ogg";
  if (text(0, 4) === "fLaC") return "audio/flac";
  if (text(0, 4) === "\x1aE\xdf\xa3") return "video/webm";
  if (text(0, 3) === "ID3") return "audio/mpeg";
  return mpegAudioType(head[0] ?? 0, head[1] ?? 0);
}

const riffTypes: Readonly<Record<string, string>> = { WEBP: "image/webp", WAVE: "audio/wav" };

const heifBrands = ["heic", "heix", "hevc", "hevx", "heim", "heis", "mif1", "msf1"];

/** ISO 14496-12: a major brand, a version, and the compatible brands. */
function isoType(brand: string, others: string): string {
  if (/^avi[fs]/.test(brand) || /avi[fs]/.test(others)) return "image/avif";
  if (heifBrands.includes(brand)) return "image/heic";
  if (brand === "qt  ") return "video/quicktime";
  return /^M4[AB]/.test(brand) ? "audio/mp4" : "video/mp4";
}

/** An MPEG audio frame begins with eleven set bits, followed by version and layer; layer 0 is AAC. */
function mpegAudioType(first: number, second: number): string | null {
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return null;
  const layer = (second >> 1) & 3;
  if (layer === 0) return (second & 0xf0) === 0xf0 ? "audio/aac" : null;
  // Layer I is not in use, and its header looks like a UTF-16 byte order mark.
  return layer === 3 ? null : "audio/mpeg";
}
