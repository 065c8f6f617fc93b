import { cellDate, isDateFormat } from "./cell-date.ts";
import type { DocumentPart, DocumentText } from "./document-text.ts";
import { childNamed, relationshipsOf, type OfficePackage } from "./office-package.ts";
import { csvTable } from "./table-text.ts";
import { elementsOf, findAll, findFirst, textWithin, type XmlElement } from "./xml-tree.ts";

/** Beyond these, a sheet is data for a program; the excess is named in the text. */
const mostRows = 20_000;
const mostColumns = 256;

interface Workbook {
  readonly strings: readonly string[];
  /** By index of the cell style. */
  readonly isDate: readonly boolean[];
  readonly startsIn1904: boolean;
}

/** The sheets of an Excel workbook as CSV, with the values that Excel last computed. Hidden sheets are named. */
export async function xlsxText(pack: OfficePackage): Promise<DocumentText | null> {
  const book = await pack.xml("xl/workbook.xml");
  if (book === null) return null;
  const workbook: Workbook = {
    strings: await sharedStrings(pack),
    isDate: await dateStyles(pack),
    startsIn1904: /^(1|true)$/.test(findFirst(book, "workbookPr")?.attribute("date1904") ?? ""),
  };
  const targets = await relationshipsOf(pack, "xl/workbook.xml");
  const parts: DocumentPart[] = [];
  for (const sheet of findAll(book, "sheet")) {
    const content = await pack.xml(targets.get(sheet.attribute("r:id") ?? "") ?? "");
    const isHidden = (sheet.attribute("state") ?? "visible") !== "visible";
    const title = `${sheet.attribute("name") ?? ""}${isHidden ? " (hidden)" : ""}`;
    parts.push({ title, text: content === null ? "" : sheetText(content, workbook) });
  }
  return { parts };
}

async function sharedStrings(pack: OfficePackage): Promise<readonly string[]> {
  const file = await pack.xml("xl/sharedStrings.xml");
  return file === null ? [] : findAll(file, "si").map(richText);
}

/** Without the reading aids of Japanese. */
function richText(element: XmlElement): string {
  return elementsOf(element)
    .map((child) => (child.name === "t" ? textWithin(child) : child.name === "rPh" ? "" : richText(child)))
    .join("");
}

async function dateStyles(pack: OfficePackage): Promise<readonly boolean[]> {
  const styles = await pack.xml("xl/styles.xml");
  if (styles === null) return [];
  const formats = new Map(
    findAll(styles, "numFmt").map((each) => [each.attribute("numFmtId"), each.attribute("formatCode") ?? ""]),
  );
  const cellStyles = findFirst(styles, "cellXfs");
  return cellStyles === null
    ? []
    : elementsOf(cellStyles).map((style) => {
        const id = style.attribute("numFmtId") ?? "0";
        return isDateFormat(Number(id), formats.get(id) ?? "");
      });
}

function sheetText(sheet: XmlElement, workbook: Workbook): string {
  const rows: string[][] = [];
  const all = findAll(sheet, "row");
  for (const row of all.slice(0, mostRows)) {
    const index = Number(row.attribute("r") ?? rows.length + 1) - 1;
    // Empty rows between tables separate them; more than one says nothing.
    if (index > rows.length && rows.length > 0) rows.push([]);
    const cells: string[] = [];
    for (const cell of elementsOf(row)) {
      const column = columnOf(cell.attribute("r") ?? "") ?? cells.length;
      if (column >= mostColumns) break;
      while (cells.length < column) cells.push("");
      cells[column] = cellText(cell, workbook);
    }
    rows.push(cells);
  }
  const text = csvTable(rows);
  return all.length > mostRows ? `${text}\n(${all.length - mostRows} more rows)` : text;
}

function columnOf(reference: string): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference)?.[0];
  if (letters === undefined) return null;
  let column = 0;
  for (let at = 0; at < letters.length; at++) column = column * 26 + letters.charCodeAt(at) - 64;
  return column - 1;
}

function cellText(cell: XmlElement, { strings, isDate, startsIn1904 }: Workbook): string {
  const inline = childNamed(cell, "is");
  if (inline !== null) return richText(inline);
  const found = childNamed(cell, "v");
  const value = found === null ? "" : textWithin(found);
  const type = cell.attribute("t") ?? "n";
  if (type === "s") return strings[Number(value)] ?? "";
  if (type === "b") return value === "1" ? "TRUE" : "FALSE";
  if (type !== "n" || value === "") return value;
  const isDateCell = isDate[Number(cell.attribute("s") ?? 0)] === true;
  return isDateCell ? cellDate(Number(value), startsIn1904) : plainNumber(value);
}

/** 0.1 + 0.2 is stored as 0.30000000000000004, and shown as 0.3. */
function plainNumber(value: string): string {
  const number = Number(value);
  return Number.isFinite(number) && value.length > 15 ? String(Number(number.toPrecision(15))) : value;
}
