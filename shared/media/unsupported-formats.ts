import { DecodeError } from "./decode-failure.ts";
import type { FileFormat } from "./file-format.ts";

/** What the file is, which decides what to do about it. */
export type UnsupportedKind = "image" | "audio" | "video" | "document" | "archive" | "model" | "program";

export interface UnsupportedFormat {
  /** As users know it. */
  readonly name: string;
  readonly of: UnsupportedKind;
}

type Formats = Readonly<Partial<Record<FileFormat, UnsupportedFormat>>>;

/** What is recognised so that it can be refused by name. */
export const unsupportedFormats: Formats = {
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
export const unsupportedWithoutPage: Formats = {
  ...unsupportedFormats,
  avif: { name: "AVIF", of: "image" },
  bmp: { name: "BMP", of: "image" },
  icon: { name: "Icon", of: "image" },
  aac: { name: "AAC", of: "audio" },
  m4a: { name: "M4A (AAC)", of: "audio" },
  mp4: { name: "MP4", of: "video" },
  webm: { name: "WebM", of: "video" },
  "mpeg-ts": { name: "MPEG-TS", of: "video" },
};

/** @throws DecodeError `unsupported-format` {format, of}, `unknown` where the format is null */
export function expectSupported(
  format: FileFormat | null,
  unsupported: Formats,
): asserts format is FileFormat {
  if (format === null) throw new DecodeError("unknown", "Unknown file type");
  const refused = unsupported[format];
  if (refused === undefined) return;
  const { name, of } = refused;
  throw new DecodeError("unsupported-format", `${name} is not supported`, { format: name, of });
}
