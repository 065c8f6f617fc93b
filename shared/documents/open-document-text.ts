import type { DocumentPart, DocumentText } from "./document-text.ts";
import type { OfficePackage } from "./office-package.ts";
import { csvTable, markdownTable } from "./table-text.ts";
import { elementsOf, findAll, findFirst, type XmlElement } from "./xml-tree.ts";

/** A sheet repeats its last empty cells up to its edge. */
const mostRepeated = 256;

/** The text of an OpenDocument text, sheet or presentation (ODT, ODS, ODP). */
export async function openDocumentText(pack: OfficePackage): Promise<DocumentText | null> {
  const content = await pack.xml("content.xml");
  const body = content && findFirst(content, "office:body");
  if (body === null) return null;
  const sheets = findFirst(body, "office:spreadsheet");
  if (sheets !== null) {
    return { parts: findAll(sheets, "table:table").map((table) => sheetPart(table)) };
  }
  const slides = findFirst(body, "office:presentation");
  if (slides !== null) {
    const pages = findAll(slides, "draw:page");
    return {
      parts: pages.map((page, index) => ({
        title: `Slide ${index + 1}`,
        text: blocksIn(page, 0).join("\n"),
      })),
    };
  }
  const text = blocksIn(body, 0)
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
  return { parts: [{ title: "", text }] };
}

function sheetPart(table: XmlElement): DocumentPart {
  return { title: table.attribute("table:name") ?? "", text: csvTable(rowsOf(table)) };
}

function rowsOf(table: XmlElement): readonly (readonly string[])[] {
  return findAll(table, "table:table-row").flatMap((row) => {
    const cells = findAll(row, "table:table-cell", "table:covered-table-cell").flatMap((cell) => {
      const text = blocksIn(cell, 0).join("\n");
      return Array.from({ length: repeats(cell, "table:number-columns-repeated") }, () => text);
    });
    return Array.from({ length: repeats(row, "table:number-rows-repeated") }, () => cells);
  });
}

function repeats(element: XmlElement, attribute: string): number {
  const count = Number(element.attribute(attribute) ?? 1);
  return Number.isInteger(count) && count > 0 ? Math.min(count, mostRepeated) : 1;
}

function blocksIn(container: XmlElement, listDepth: number): readonly string[] {
  return elementsOf(container).flatMap((child): readonly string[] => {
    switch (child.name) {
      case "text:h": {
        const level = Math.min(6, Number(child.attribute("text:outline-level") ?? 1));
        return ["", `${"#".repeat(level)} ${textOf(child)}`];
      }
      case "text:p":
        return [textOf(child)];
      case "text:list":
        return blocksIn(child, listDepth + 1);
      case "text:list-item": {
        const [first = "", ...rest] = blocksIn(child, listDepth);
        return [`${"  ".repeat(Math.max(0, listDepth - 1))}- ${first}`, ...rest];
      }
      case "table:table":
        return ["", markdownTable(rowsOf(child)), ""];
      // Changes that were tracked and deleted, and comments, are not in the document that people see.
      case "text:tracked-changes":
      case "office:annotation":
        return [];
      default:
        return blocksIn(child, listDepth);
    }
  });
}

function textOf(element: XmlElement): string {
  return element.children
    .map((child) => {
      if (typeof child === "string") return child.replace(/\s+/g, " ");
      switch (child.name) {
        case "text:s":
          return " ".repeat(Math.min(100, Number(child.attribute("text:c") ?? 1)));
        case "text:tab":
          return "\t";
        case "text:line-break":
          return "\n";
        case "text:note":
          return ` (${findAll(child, "text:note-body").map(textOf).join(" ").trim()})`;
        case "office:annotation":
          return "";
        default:
          return textOf(child);
      }
    })
    .join("");
}
