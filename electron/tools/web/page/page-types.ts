export type PageKind = "html" | "text" | "pdf" | "package";

const megabyte = 1024 * 1024;

/** The most bytes that are loaded; a longer page is read up to there, a longer document is refused. */
const mostBytes: Readonly<Record<PageKind, number>> = {
  html: 4 * megabyte,
  text: 2 * megabyte,
  pdf: 20 * megabyte,
  package: 20 * megabyte,
};

const packageTypes =
  /^application\/(?:vnd\.openxmlformats-officedocument\..*|vnd\.oasis\.opendocument\.(?:text|spreadsheet|presentation)|epub\+zip)$/;

/**
 * What a media type says of a page; null: it can't be read.
 * @param head the first bytes, which decide where the type says nothing
 */
export function kindOfType(mediaType: string, head: Uint8Array = new Uint8Array()): PageKind | null {
  if (mediaType === "text/html" || mediaType === "application/xhtml+xml") return "html";
  if (mediaType === "application/pdf") return "pdf";
  if (packageTypes.test(mediaType)) return "package";
  if (mediaType === "" || mediaType === "application/octet-stream") return kindByBytes(head);
  if (
    mediaType.startsWith("text/") ||
    /^application\/(?:\w+\+)?(?:json|xml|x-yaml|yaml|javascript)$/.test(mediaType)
  )
    return "text";
  return null;
}

/** null: such pages are not loaded. */
export function bytesOfType(mediaType: string): number | null {
  const kind = kindOfType(mediaType);
  return kind === null ? null : mostBytes[kind];
}

/** Whether a part of it can be read. */
export function isReadableCut(kind: PageKind): boolean {
  return kind === "html" || kind === "text";
}

function kindByBytes(head: Uint8Array): PageKind {
  const start = new TextDecoder("latin1").decode(head.subarray(0, 512)).trimStart();
  if (start.startsWith("%PDF-")) return "pdf";
  return /^<(?:!doctype html|html|head|body)/i.test(start) ? "html" : "text";
}
