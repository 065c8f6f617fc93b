import { isMpegAudio } from "./mpeg-frame.ts";
import { looksLikeText } from "../text/looks-like-text.ts";

/** How many bytes of a file `fileFormat` needs. */
export const headLength = 8_192;

/** What a file is, by its bytes. `unsupportedFormats` lists those that Facet recognises and cannot use. */
export type FileFormat =
  | "jpeg"
  | "png"
  | "gif"
  | "webp"
  | "bmp"
  | "avif"
  | "heic"
  | "tiff"
  | "icon"
  | "jpeg-xl"
  | "photoshop"
  | "pdf"
  | "wav"
  | "mp3"
  | "flac"
  | "ogg"
  | "aiff"
  | "caf"
  | "amr"
  | "aac"
  | "m4a"
  | "mp4"
  | "webm"
  | "avi"
  | "flv"
  | "asf"
  | "mpeg"
  | "mpeg-ts"
  | "ac3"
  | "midi"
  | "zip"
  | "old-office"
  | "rtf"
  | "gguf"
  | "7z"
  | "rar"
  | "gzip"
  | "executable"
  | "text";

/**
 * Detects the format from the bytes, because names can be wrong and pasted files have none of use. A mark of
 * a few letters is evidence only together with what has to follow it, so that a text which begins with the
 * same letters stays a text. Falls back to the name where the first bytes of a recording are damaged.
 * @param head the first `headLength` bytes, or the whole file where it is shorter
 * @returns null if no format matches
 */
export function fileFormat(head: Uint8Array, name: string): FileFormat | null {
  const found = signatures.find(([, matches]) => matches(head));
  if (found) return found[0];
  if (looksLikeText(head)) return "text";
  const [extension = ""] = /[^.]*$/.exec(name.toLowerCase()) ?? [];
  return damagedRecordings[extension] ?? null;
}

/** A recording whose first bytes are damaged may still be decodable. */
const damagedRecordings: Readonly<Record<string, FileFormat>> = {
  mp3: "mp3",
  aac: "aac",
  m4a: "m4a",
  mp4: "mp4",
  mov: "mp4",
  webm: "webm",
};

type Signature = readonly [FileFormat, (head: Uint8Array) => boolean];

/** In this order: what is more specific comes first. */
const signatures: readonly Signature[] = [
  ["jpeg", (head) => latin(head, 0, 3) === "\xff\xd8\xff"],
  // A text-mode transfer changes the line break behind the mark, and the file is damaged then, not unknown.
  ["png", (head) => latin(head, 0, 4) === "\x89PNG"],
  ["gif", (head) => /^GIF8[79]a/.test(latin(head, 0, 6)) && hasControls(head)],
  ["webp", (head) => latin(head, 0, 4) === "RIFF" && latin(head, 8, 12) === "WEBP"],
  ["wav", (head) => /^(RIFF|RF64|BW64)$/.test(latin(head, 0, 4)) && latin(head, 8, 12) === "WAVE"],
  ["avi", (head) => latin(head, 0, 4) === "RIFF" && latin(head, 8, 12) === "AVI "],
  ["bmp", isBitmap],
  ["tiff", (head) => /^(II\*\0|MM\0\*|II\+\0|MM\0\+)/.test(latin(head, 0, 4))],
  ["icon", (head) => /^\0\0[\x01\x02]\0[^\0]\0/.test(latin(head, 0, 6))],
  ["photoshop", (head) => /^8BPS\0[\x01\x02]/.test(latin(head, 0, 6))],
  ["jpeg-xl", (head) => /^(\xff\x0a|\0\0\0\x0cJXL )/.test(latin(head, 0, 8))],
  ["midi", (head) => latin(head, 0, 8) === "MThd\0\0\0\x06"],
  ["gguf", (head) => latin(head, 0, 4) === "GGUF" && head.length >= 8 && hasControls(head)],
  ["ogg", (head) => latin(head, 0, 5) === "OggS\0"],
  // A metadata block of at most 16 MB follows; the first is always STREAMINFO.
  ["flac", (head) => /^fLaC([\0\x80]|$)/.test(latin(head, 0, 5))],
  ["aiff", isAiff],
  ["caf", (head) => latin(head, 0, 6) === "caff\0\x01"],
  ["amr", (head) => /^#!AMR(-WB)?(_MC1\.0)?\n/.test(latin(head, 0, 16))],
  ["webm", (head) => latin(head, 0, 4) === "\x1a\x45\xdf\xa3"],
  ["flv", (head) => /^FLV\x01[\0-\x07]/.test(latin(head, 0, 5))],
  ["asf", (head) => latin(head, 0, 8) === "\x30\x26\xb2\x75\x8e\x66\xcf\x11"],
  ["mpeg", (head) => /^\0\0\x01[\xba\xb3]$/.test(latin(head, 0, 4))],
  // Packets of 188 bytes.
  ["mpeg-ts", (head) => [0, 188, 376].every((at) => head[at] === 0x47)],
  ["ac3", (head) => latin(head, 0, 2) === "\x0b\x77" && hasControls(head)],
  ["old-office", (head) => latin(head, 0, 8) === "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"],
  ["zip", (head) => /^PK(\x03\x04|\x05\x06|\x07\x08)/.test(latin(head, 0, 4))],
  ["7z", (head) => latin(head, 0, 6) === "7z\xbc\xaf\x27\x1c"],
  ["rar", (head) => latin(head, 0, 6).startsWith("Rar!\u001a\u0007")],
  ["gzip", (head) => latin(head, 0, 3) === "\x1f\x8b\x08"],
  ["executable", isExecutable],
  ["rtf", (head) => /^\{\\rtf\d/.test(latin(head, 0, 8))],
  ["pdf", isPdf],
  ["mp3", (head) => isId3(head) || isMpegAudio(head)],
  ["aac", isAdts],
  ["heic", (head) => isoBrands(head).some((brand) => heifBrands.has(brand)) && !isAvif(head)],
  ["avif", isAvif],
  ["m4a", (head) => /^M4[AB] /.test(isoBrands(head)[0] ?? "")],
  ["mp4", (head) => isoBrands(head).length > 0 || isOldQuickTime(head)],
];

const heifBrands = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"]);

/** ISO 14496-12: a box of its length, `ftyp`, the major brand, a version, and the compatible brands. */
function isoBrands(head: Uint8Array): readonly string[] {
  if (latin(head, 4, 8) !== "ftyp") return [];
  const length = Math.min(numberAt(head, 0), 96);
  if (length < 12) return [];
  const brands = latin(head, 8, Math.max(12, length)).match(/.{4}/gs) ?? [];
  return brands.filter((_, at) => at !== 1);
}

function isAvif(head: Uint8Array): boolean {
  return isoBrands(head).some((brand) => brand === "avif" || brand === "avis");
}

/** Old QuickTime files have no `ftyp` and begin with another atom. */
function isOldQuickTime(head: Uint8Array): boolean {
  return /^(moov|mdat|wide|free|skip)$/.test(latin(head, 4, 8)) && hasControls(head.subarray(0, 4));
}

/** Bitmaps state the length of their own header, which is one of a few. */
function isBitmap(head: Uint8Array): boolean {
  return (
    latin(head, 0, 2) === "BM" && [12, 40, 52, 56, 64, 108, 124].includes(head[14] ?? 0) && head[15] === 0
  );
}

function isAiff(head: Uint8Array): boolean {
  return latin(head, 0, 4) === "FORM" && /^AIF[FC]$/.test(latin(head, 8, 12));
}

/** A version, flags, and a length in bytes of seven bits. */
function isId3(head: Uint8Array): boolean {
  if (latin(head, 0, 3) !== "ID3" || head.length < 5) return false;
  const [major = 0, minor = 0, , ...length] = head.subarray(3, 10);
  return major >= 2 && major <= 4 && minor < 16 && length.every((byte) => byte < 0x80);
}

/** Layer 0 behind the sync word is AAC; a second frame follows the first. */
function isAdts(head: Uint8Array): boolean {
  const isFrame = (at: number) => head[at] === 0xff && ((head[at + 1] ?? 0) & 0xf6) === 0xf0;
  if (!isFrame(0) || head.length < 7) return false;
  const length = (((head[3] ?? 0) & 3) << 11) | ((head[4] ?? 0) << 3) | ((head[5] ?? 0) >> 5);
  return length > 7 && (length + 1 >= head.length || isFrame(length));
}

function isExecutable(head: Uint8Array): boolean {
  const start = latin(head, 0, 4);
  return (
    /^(\x7fELF|\xcf\xfa\xed\xfe|\xca\xfe\xba\xbe)$/.test(start) ||
    (start.startsWith("MZ") && hasControls(head))
  );
}

/**
 * The mark may follow other bytes. A text about PDFs may contain it too, but it has no object behind it, or
 * is text on its own.
 */
function isPdf(head: Uint8Array): boolean {
  const start = latin(head, 0, 1024);
  const at = start.search(/%PDF-\d\.\d/);
  if (at < 0) return false;
  if (hasControls(head)) return true;
  const rest = latin(head, at, head.length);
  return /^%PDF-\d\.\d\s*[\r\n]/.test(rest) && (/\d+ \d+ obj\b/.test(rest) || /%[\x80-\xff]{2}/.test(rest));
}

/** Bytes that no text has. */
function hasControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 9 || (byte > 13 && byte < 27) || (byte > 27 && byte < 32));
}

function numberAt(bytes: Uint8Array, at: number): number {
  return [0, 1, 2, 3].reduce((number, index) => number * 256 + (bytes[at + index] ?? 0), 0);
}

function latin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
