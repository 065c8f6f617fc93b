import { isDeviceName } from "./device-name.ts";

/** Extensions for files whose names have none: pages of documents, recordings, pasted files. */
const extensions: Readonly<Record<string, string>> = {
  "application/pdf": "pdf",
  "audio/aac": "aac",
  "audio/flac": "flac",
  "audio/mp4": "m4a",
  "audio/mpeg": "mp3",
  "audio/ogg": "ogg",
  "audio/wav": "wav",
  "audio/webm": "webm",
  "image/avif": "avif",
  "image/bmp": "bmp",
  "image/gif": "gif",
  "image/heic": "heic",
  "image/jpeg": "jpg",
  "image/png": "png",
  "image/webp": "webp",
  "video/mp4": "mp4",
  "video/quicktime": "mov",
  "video/webm": "webm",
};

const longest = 80;

/**
 * Returns a file name that is valid on every system: without folders, reserved characters or reserved names,
 * and with an extension when the type is known.
 */
export function safeFileName(name: string, mediaType: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029<>:"/\\|?*]+/gu, " ")
    .replace(/\s+/gu, " ")
    .replace(/\.{2,}/g, ".")
    .replace(/^[. ]+|[. ]+$/g, "");
  const [, stem = plain, ending = ""] = /^(.+)\.([A-Za-z0-9]{1,8})$/u.exec(plain) ?? [];
  const extension = ending || (extensions[mediaType.split(";")[0] ?? ""] ?? "");
  const short = Array.from(stem || "file")
    .slice(0, longest)
    .join("")
    .trim();
  const free = isDeviceName(short) ? short.replace(/^[^.]+/, "$&_") : short;
  return extension === "" ? free : `${free}.${extension}`;
}
