import { DecodeError } from "./decode-failure.ts";
import type { FileFormat } from "./file-format.ts";

/** How a file is decoded. Whether a `recording` is audio or video is known only once it is opened. */
export type FileKind = "image" | "heic" | "pdf" | "recording" | "text" | "package";

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
  amr: { name: "AMR", of: "audio" },
  ac3: { name: "AC-3", of: "audio" },
  midi: { name: "MIDI", of: "audio" },
  avi: { name: "AVI", of: "video" },
  flv: { name: "Flash Video", of: "video" },
  asf: { name: "Windows Media (WMA, WMV)", of: "video" },
  mpeg: { name: "MPEG-1/2", of: "video" },
  "old-office": { name: "Office 97–2003", of: "document" },
  // Office documents, OpenDocuments and e-books; another archive is refused once it is opened.
  zip: "package",
  "7z": { name: "7-Zip", of: "archive" },
  rar: { name: "RAR", of: "archive" },
  gzip: { name: "gzip", of: "archive" },
  gguf: { name: "GGUF", of: "model" },
  executable: { name: "Program", of: "program" },
};

/**
 * What the browser decodes has no decoder here that may be shipped. The decoder of AMR is WebAssembly, which
 * the page's policy does not allow.
 */
const withoutPage: Kinds = {
  ...inPage,
  amr: "recording",
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
  throw unsupportedFormat(kind.name, kind.of);
}

/** What to do about it, for programs and the command line; the page has its own words. */
const advice: Readonly<Record<UnsupportedKind, string>> = {
  image: "save it as PNG or JPEG",
  audio: "save it as MP3, FLAC or WAV",
  video: "save its audio as MP3, FLAC or WAV",
  document: "save it as DOCX, XLSX, PPTX or PDF",
  archive: "unpack it",
  model: "it is a model, to be added with the others",
  program: "it is a program",
};

/** @param format as users know it */
export function unsupportedFormat(format: string, of: UnsupportedKind): DecodeError {
  return new DecodeError("unsupported-format", `${format} is not supported: ${advice[of]}`, { format, of });
}
