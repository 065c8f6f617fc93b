/** How a file is decoded. Whether a `recording` is audio or video is known only once it is opened. */
export type FileKind = "image" | "heic" | "pdf" | "recording" | "text";

/** How many bytes `fileKind` needs. */
export const headLength = 4_096;

/**
 * Detects the kind from the bytes, because names can be wrong and pasted files have none of use. Falls back
 * to the name and media type if the bytes match no format. Null if the file is of no supported kind.
 */
export function fileKind(head: Uint8Array, name: string, mediaType: string): FileKind | null {
  const text = latin(head.subarray(0, 64));
  if (text.startsWith("\x89PNG") || text.startsWith("\xff\xd8\xff") || /^GIF8[79]a/.test(text))
    return "image";
  if (text.startsWith("BM") && mediaType !== "text/plain" && hasZeros(head)) return "image";
  if (text.startsWith("RIFF")) return text.slice(8, 12) === "WEBP" ? "image" : "recording";
  if (text.slice(4, 8) === "ftyp") return isoKind(text.slice(8, 40));
  if (latin(head.subarray(0, 1024)).includes("%PDF-")) return "pdf";
  if (isRecording(text, head)) return "recording";
  // Old QuickTime files have no `ftyp` and begin with another atom.
  if (/^(moov|mdat|wide|free|skip)$/.test(text.slice(4, 8))) return "recording";
  if (isText(head)) return "text";
  // A recording whose first bytes are damaged may still be decodable.
  return /^(audio|video)\//.test(mediaType) || /\.(mp3|aac|m4a|mp4|mov|webm)$/i.test(name)
    ? "recording"
    : null;
}

function isRecording(text: string, head: Uint8Array): boolean {
  const isMatroska = text.startsWith("\x1a\x45\xdf\xa3");
  const isMpegFrame = head[0] === 0xff && ((head[1] ?? 0) & 0xe0) === 0xe0;
  return isMatroska || isMpegFrame || /^(OggS|fLaC|ID3|FORM|RF64)/.test(text);
}

/** The kind of an ISO base media file, by its brands. */
function isoKind(brands: string): FileKind {
  if (/avif|avis/.test(brands)) return "image";
  return /heic|heix|heim|heis|hevc|hevx|mif1|msf1/.test(brands) ? "heic" : "recording";
}

function isText(head: Uint8Array): boolean {
  const hasMark = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (hasMark) return true;
  if (head.length === 0 || hasZeros(head)) return false;
  try {
    // `stream` accepts a truncated last character.
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return !head.some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27));
  }
}

function hasZeros(head: Uint8Array): boolean {
  return head.includes(0);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
