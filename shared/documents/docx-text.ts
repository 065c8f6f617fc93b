import type { DocumentText } from "./document-text.ts";
import { childNamed, type OfficePackage } from "./office-package.ts";
import { markdownTable } from "./table-text.ts";
import { elementsOf, findAll, findFirst, textWithin, type XmlElement } from "./xml-tree.ts";

/** The text of a Word document: its body, then its footnotes and comments. Deleted text is left out. */
export async function docxText(pack: OfficePackage): Promise<DocumentText | null> {
  const document = await pack.xml("word/document.xml");
  const body = document && findFirst(document, "w:body");
  if (body === null) return null;
  const notes: string[] = [];
  for (const [file, element] of [
    ["footnotes", "w:footnote"],
    ["endnotes", "w:endnote"],
    ["comments", "w:comment"],
  ] as const) {
    const found = await pack.xml(`word/${file}.xml`);
    if (found === null) continue;
    for (const note of findAll(found, element)) {
      const text = blocksOf(note).join(" ").trim();
      if (text !== "") notes.push(`[${note.attribute("w:id") ?? ""}] ${text}`);
    }
  }
  const text = [...blocksOf(body), ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
  return { parts: [{ title: "", text: text.replace(/\n{3,}/g, "\n\n").trim() }] };
}

/** Paragraphs and tables, a line or several each. */
function blocksOf(container: XmlElement): readonly string[] {
  return elementsOf(container).flatMap((child) => {
    switch (child.name) {
      case "w:p":
        return [paragraph(child)];
      case "w:tbl":
        return ["", tableOf(child), ""];
      // Content controls and text boxes contain blocks.
      case "w:sdt":
      case "w:sdtContent":
      case "w:ins":
      case "w:customXml":
        return blocksOf(child);
      default:
        return [];
    }
  });
}

function paragraph(element: XmlElement): string {
  const properties = childNamed(element, "w:pPr");
  const style = childNamed(properties, "w:pStyle")?.attribute("w:val") ?? "";
  const text = runsOf(element).trimEnd();
  const level = style === "Title" ? "1" : /^Heading([1-6])$/i.exec(style)?.[1];
  if (level !== undefined && text !== "") return `\n${"#".repeat(Number(level))} ${text}`;
  const list = childNamed(properties, "w:numPr");
  if (list === null || text === "") return text;
  const depth = Number(childNamed(list, "w:ilvl")?.attribute("w:val") ?? 0);
  return `${"  ".repeat(depth)}- ${text}`;
}

function runsOf(element: XmlElement): string {
  return elementsOf(element)
    .map((child) => {
      switch (child.name) {
        case "w:t":
        case "m:t":
          return textWithin(child);
        case "w:tab":
          return "\t";
        case "w:br":
        case "w:cr":
          return "\n";
        case "w:noBreakHyphen":
          return "-";
        case "w:footnoteReference":
        case "w:endnoteReference":
          return `[${child.attribute("w:id") ?? ""}]`;
        case "w:pPr":
        case "w:rPr":
        case "w:del":
        case "w:instrText":
        case "mc:Fallback":
          return "";
        case "w:txbxContent":
          return `\n${blocksOf(child).join("\n")}\n`;
        default:
          return runsOf(child);
      }
    })
    .join("");
}

function tableOf(table: XmlElement): string {
  return markdownTable(
    findAll(table, "w:tr").map((row) => findAll(row, "w:tc").map((cell) => blocksOf(cell).join("\n").trim())),
  );
}
