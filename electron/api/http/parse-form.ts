/** A form as browsers and HTTP clients send it (RFC 7578). The first of several values of one name counts. */
export interface Form {
  readonly fields: ReadonlyMap<string, string>;
  readonly files: ReadonlyMap<string, FormFile>;
}

export interface FormFile {
  /** As the sender calls it; may be blank. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** Forms of programs have a handful of fields. */
const mostParts = 100;
const headerBytes = 8_192;
const fieldBytes = 1024 ** 2;

/** null: the content type is not that of a form. */
export function formBoundary(contentType: string): string | null {
  const match = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,200})"|([^\s";]{1,200}))/i.exec(
    contentType,
  );
  return match?.[1] ?? match?.[2] ?? null;
}

/** Files are views of the body, not copies. null: it is not such a form, or not all of it. */
export function parseForm(body: Buffer, boundary: string): Form | null {
  const delimiter = Buffer.from(`\r\n--${boundary}`, "latin1");
  const fields = new Map<string, string>();
  const files = new Map<string, FormFile>();
  const opening = delimiter.subarray(2);
  let at = body.indexOf(opening);
  if (at === -1) return null;
  at += opening.length;
  for (let parts = 0; parts <= mostParts; parts++) {
    if (startsWith(body, at, "--")) return { fields, files };
    if (!startsWith(body, at, "\r\n")) return null;
    const headEnd = body.indexOf("\r\n\r\n", at, "latin1");
    const end = headEnd === -1 ? -1 : body.indexOf(delimiter, headEnd + 2);
    if (end === -1 || headEnd - at > headerBytes) return null;
    const place = dispositionOf(body.toString("utf8", at + 2, headEnd + 2));
    if (place === null) return null;
    const bytes = body.subarray(Math.min(headEnd + 4, end), end);
    const { name, fileName } = place;
    if (fileName !== null) {
      if (!files.has(name)) files.set(name, { name: fileName, bytes });
    } else {
      const text = bytes.length > fieldBytes ? null : decoded(bytes);
      if (text === null) return null;
      if (!fields.has(name)) fields.set(name, text);
    }
    at = end + delimiter.length;
  }
  return null;
}

function startsWith(body: Buffer, at: number, text: string): boolean {
  return body.toString("latin1", at, at + text.length) === text;
}

/** The names in a part's `Content-Disposition`; null: it has none. */
function dispositionOf(head: string): { readonly name: string; readonly fileName: string | null } | null {
  const line = head.split("\r\n").find((header) => /^content-disposition\s*:\s*form-data\b/i.test(header));
  const name = line === undefined ? null : parameterOf(line, "name");
  if (line === undefined || name === null) return null;
  return { name, fileName: parameterOf(line, "filename") };
}

/** Quotes in names are sent as %22 by browsers, and as \" by older clients. */
function parameterOf(line: string, name: string): string | null {
  const match = new RegExp(`;\\s*${name}=(?:"((?:[^"\\\\]|\\\\.)*)"|([^\\s;"]+))`, "i").exec(line);
  if (match === null) return null;
  return (match[1] ?? match[2] ?? "").replaceAll(/\\(["\\])/g, "$1").replaceAll("%22", '"');
}

function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
