import { unsupportedFormat } from "../media/format-kinds.ts";
import { DecodeError } from "../media/decode-failure.ts";
import type { DocumentText } from "./document-text.ts";
import { docxText } from "./docx-text.ts";
import { epubText } from "./epub-text.ts";
import { htmlText } from "./html-text.ts";
import { notebookText } from "./notebook-text.ts";
import { openPackage } from "./office-package.ts";
import { openDocumentText } from "./open-document-text.ts";
import { pptxText } from "./pptx-text.ts";
import { rtfText } from "./rtf-text.ts";
import { xlsxText } from "./xlsx-text.ts";

/** In this order: an e-book may contain files of any name. */
const packages = [epubText, docxText, xlsxText, pptxText, openDocumentText] as const;

/**
 * The text of an Office document, an OpenDocument or an e-book: all of them are ZIP archives.
 * @throws DecodeError `unsupported-format` for another archive, `encrypted`, `broken`, `too-large`, `empty`
 */
export async function packageText(bytes: Uint8Array): Promise<DocumentText> {
  const pack = openPackage(bytes);
  const encryption = await pack.text("META-INF/manifest.xml");
  if (encryption?.includes("manifest:encryption-data") === true) {
    throw new DecodeError("encrypted", "The document requires a password");
  }
  for (const read of packages) {
    const text = await read(pack);
    if (text !== null) return expectText(text);
  }
  throw unsupportedFormat("ZIP", "archive");
}

/** The text of a text file that is a document for people to read; null: the text is the document. */
export function documentInText(text: string, name: string): DocumentText | null {
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase();
  if (/^\s*\{\\rtf\d/.test(text)) return expectText(rtfText(text));
  if (extension === "ipynb") return notebookText(text);
  if (extension === "html" || extension === "htm" || extension === "xhtml") {
    return expectText({ parts: [{ title: "", text: htmlText(text) }] });
  }
  return null;
}

function expectText(document: DocumentText): DocumentText {
  if (document.parts.length === 0) throw new DecodeError("no-pages", "The document has no pages");
  if (document.parts.every(({ text }) => text === ""))
    throw new DecodeError("empty", "The document has no text");
  return document;
}
