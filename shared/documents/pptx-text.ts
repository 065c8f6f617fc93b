import type { DocumentPart, DocumentText } from "./document-text.ts";
import { childNamed, relationshipsOf, type OfficePackage } from "./office-package.ts";
import { markdownTable } from "./table-text.ts";
import { elementsOf, findAll, textWithin, type XmlElement } from "./xml-tree.ts";

/** The slides of a presentation in their order, each with the notes of its speaker. */
export async function pptxText(pack: OfficePackage): Promise<DocumentText | null> {
  const presentation = await pack.xml("ppt/presentation.xml");
  if (presentation === null) return null;
  const targets = await relationshipsOf(pack, "ppt/presentation.xml");
  const parts: DocumentPart[] = [];
  for (const [index, { attribute }] of findAll(presentation, "p:sldId").entries()) {
    const path = targets.get(attribute("r:id") ?? "") ?? "";
    const slide = await pack.xml(path);
    const notesPath = [...(await relationshipsOf(pack, path)).values()].find((each) =>
      each.includes("notesSlide"),
    );
    const notes = notesPath === undefined ? null : await pack.xml(notesPath);
    const lines = slide === null ? [] : shapesOf(slide);
    const spoken = notes === null ? [] : shapesOf(notes).filter((text) => !/^\d+$/.test(text));
    const text = [...lines, ...(spoken.length > 0 ? ["", "Notes:", ...spoken] : [])].join("\n").trim();
    parts.push({ title: `Slide ${index + 1}`, text });
  }
  return { parts };
}

/** Shapes in the order of their layers, which is the reading order for screen readers. */
function shapesOf(slide: XmlElement): readonly string[] {
  return findAll(slide, "p:sp", "a:tbl").flatMap((shape) => {
    if (shape.name === "a:tbl") {
      const rows = findAll(shape, "a:tr").map((row) =>
        findAll(row, "a:tc").map((cell) => paragraphs(cell).join("\n")),
      );
      return [markdownTable(rows)];
    }
    const isTitle = findAll(shape, "p:ph").some(({ attribute }) =>
      /^(title|ctrTitle)$/.test(attribute("type") ?? ""),
    );
    const text = paragraphs(shape);
    return isTitle && text.length > 0 ? [`# ${text.join(" ")}`] : text;
  });
}

function paragraphs(element: XmlElement): readonly string[] {
  return findAll(element, "a:p").flatMap((paragraph) => {
    const text = runsOf(paragraph).trim();
    const level = Number(childNamed(paragraph, "a:pPr")?.attribute("lvl") ?? 0);
    return text === "" ? [] : [`${"  ".repeat(level)}${text}`];
  });
}

function runsOf(element: XmlElement): string {
  return elementsOf(element)
    .map((child) => (child.name === "a:t" ? textWithin(child) : child.name === "a:br" ? "\n" : runsOf(child)))
    .join("");
}
