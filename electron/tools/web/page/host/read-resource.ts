import { wholeText } from "../../../../../shared/documents/document-text.ts";
import { packageText } from "../../../../../shared/documents/extract-text.ts";
import { pdfText } from "../../../../decode/host/pdf-text.ts";
import type { PageRequest, ReadablePage } from "../page-process.ts";
import { kindOfType } from "../page-types.ts";
import { decodePage } from "./decode-page.ts";
import { readHtml } from "./read-html.ts";

/** More of a page is not parsed. */
const mostCharacters = 2_000_000;

/** Reads what an address led to. @throws DecodeError for a document that can't be read */
export async function readResource(request: Extract<PageRequest, { type: "page" }>): Promise<ReadablePage> {
  const { mediaType, charset, url } = request;
  // A copy that is no Buffer: decoders rely on it.
  const bytes = new Uint8Array(request.bytes);
  const plain = (text: string) => ({ title: nameIn(url), published: null, text });
  switch (kindOfType(mediaType, bytes)) {
    case "html":
      return readHtml(decodePage(bytes, charset).slice(0, mostCharacters), url);
    case "pdf":
      return plain(wholeText(await pdfText(bytes)));
    case "package":
      return plain(wholeText(await packageText(bytes)));
    case "text":
      return plain(decodePage(bytes, charset).slice(0, mostCharacters));
    case null:
      throw new TypeError(`A page of the type ${mediaType} can't be read`);
  }
}

/** The name of the file. */
function nameIn(url: string): string {
  const name = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
