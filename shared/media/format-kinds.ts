import { DecodeError } from "./decode-failure.ts";
import type { FileFormat } from "./file-format.ts";

/** How a file is decoded. Whether a `recording` is audio or video is known only once it is opened. */
export type FileKind = "image" | "heic" | "pdf" | "recording" | "text";

/** A format that is recognised so that it can be refused by name. */
interface Unsupported {
  /** As users know it. */
  readonly name: string;
  readonly of: UnsupportedKind;
}

/** What an unsupported file is, which decides what to do about it. */
export type UnsupportedKind = "image" | "audio" | "video" | "document" | "archive" | "model" | "program";

type Kinds = Readonly<Record<FileFormat, FileKind | Unsupported>>;

const inPage: Kinds = {
  jpeg: "image",
  png: "image",
  gif: "image",
  webp: "image",
  bmp: "image",
  avif: "image",
  icon: "image",
  heic: "heic",
  pdf: "pdf",
  wav: "recording",
  mp3: "recording",
  flac: "recording",
  ogg: "recording",
  aiff: "recording",
  caf: "recording",
  amr: "recording",
  aac: "recording",
  m4a: "recording",
  mp4: "recording",
  webm: "recording",
  "mpeg-ts": "recording",
  text: "text",
  rtf: "text",
  tiff: { name: "TIFF", of: "image" },
  "jpeg-xl": { name: "JPEG XL", of: "image" },
  photoshop: { name: "Photoshop", of: "image" },
  ac3: { name: "AC-3", of: "audio" },
  midi: { name: "MIDI", of: "audio" },
  avi: { name: "AVI", of: "video" },
  flv: { name: "Flash Video", of: "video" },
  asf: { name: "Windows Media (WMA, WMV)", of: "video" },
  mpeg: { name: "MPEG-1/2", of: "video" },
  "old-office": { name: "Office 97–2003", of: "document" },
  zip: { name: "ZIP", of: "archive" },
  "7z": { name: "7-Zip", of: "archive" },
  rar: { name: "RAR", of: "archive" },
  gzip: { name: "gzip", of: "archive" },
  gguf: { name: "GGUF", of: "model" },
  executable: { name: "Program", of: "program" },
};

/** What the browser decodes, and no decoder that may be shipped for the decode process. */
const withoutPage: Kinds = {
  ...inPage,
  avif: { name: "AVIF", of: "image" },
  bmp: { name: "BMP", of: "image" },
  icon: { name: "Icon", of: "image" },
  aac: { name: "AAC", of: "audio" },
  m4a: { name: "M4A (AAC)", of: "audio" },
  mp4: { name: "MP4", of: "video" },
  webm: { name: "WebM", of: "video" },
  "mpeg-ts": { name: "MPEG-TS", of: "video" },
};

/** @throws DecodeError `unsupported-format` {format, of}; `unknown` where the format is null */
export function kindInPage(format: FileFormat | null): FileKind {
  return kindOf(format, inPage);
}

/** @throws as `kindInPage` */
export function kindWithoutPage(format: FileFormat | null): FileKind {
  return kindOf(format, withoutPage);
}

function kindOf(format: FileFormat | null, kinds: Kinds): FileKind {
  if (format === null) throw new DecodeError("unknown", "Unknown file type");
  const kind = kinds[format];
  if (typeof kind === "string") return kind;
  const { name, of } = kind;
  throw new DecodeError("unsupported-format", `${name} is not supported`, { format: name, of });
}
