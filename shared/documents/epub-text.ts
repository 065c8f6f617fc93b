import { DecodeError } from "../media/decode-failure.ts";
import type { DocumentPart, DocumentText } from "./document-text.ts";
import { htmlText } from "./html-text.ts";
import { pathFrom, type OfficePackage } from "./office-package.ts";
import { findAll, findFirst } from "./xml-tree.ts";

/** The chapters of an e-book in reading order. @throws DecodeError `encrypted` for a book with copy protection */
export async function epubText(pack: OfficePackage): Promise<DocumentText | null> {
  const container = await pack.xml("META-INF/container.xml");
  const path = container && findFirst(container, "rootfile")?.attribute("full-path");
  const book = path ? await pack.xml(path) : null;
  if (!path || book === null) return null;
  if (pack.names.includes("META-INF/rights.xml") || pack.names.includes("META-INF/license.lcpl")) {
    throw new DecodeError("encrypted", "The book is protected against copying");
  }
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const files = new Map(
    findAll(book, "item", "opf:item").map(({ attribute }) => [attribute("id"), attribute("href") ?? ""]),
  );
  const parts: DocumentPart[] = [];
  for (const { attribute } of findAll(book, "itemref", "opf:itemref")) {
    const href = files.get(attribute("idref"));
    const source = href === undefined ? null : await pack.text(pathFrom(folder, decodeURI(href)));
    if (source === null) continue;
    parts.push({ title: `Chapter ${parts.length + 1}`, text: htmlText(source) });
  }
  return { parts };
}
