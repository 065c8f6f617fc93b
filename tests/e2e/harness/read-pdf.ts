import { getDocument, OPS } from "pdfjs-dist/legacy/build/pdf.mjs";

export interface ReadPdf {
  /** All text, with single spaces. */
  readonly text: string;
  readonly pages: number;
  /** Of the first page, in points. */
  readonly size: readonly [number, number];
  readonly pictures: number;
  /** The darkness of the lightest text: 0 for white, 1 for black. */
  readonly leastDark: number;
}

export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const loading = getDocument({ data: bytes, verbosity: 0 });
  const document = await loading.promise;
  const texts: string[] = [];
  let pictures = 0;
  let leastDark = 1;
  let size: readonly [number, number] = [0, 0];
  for (let number = 1; number <= document.numPages; number++) {
    const page = await document.getPage(number);
    if (number === 1) size = [page.view[2] ?? 0, page.view[3] ?? 0];
    const { items } = await page.getTextContent();
    texts.push(items.map((item) => ("str" in item ? item.str : "")).join(" "));
    const { fnArray, argsArray } = await page.getOperatorList();
    let darkness = 1;
    for (const [at, operator] of fnArray.entries()) {
      if (operator === OPS.paintImageXObject) pictures += 1;
      if (operator === OPS.setFillRGBColor) darkness = darknessOf(argsArray[at] as unknown);
      if (operator === OPS.showText) leastDark = Math.min(leastDark, darkness);
    }
  }
  await loading.destroy();
  return { text: texts.join(" ").replace(/\s+/g, " "), pages: texts.length, size, pictures, leastDark };
}

/** @param fill a colour as `#rrggbb`, in a list */
function darknessOf(fill: unknown): number {
  const channels = /^#(..)(..)(..)$/.exec(String(fill))?.slice(1) ?? [];
  if (channels.length === 0) throw new Error(`An unknown colour: ${String(fill)}`);
  return 1 - channels.reduce((sum, channel) => sum + Number.parseInt(channel, 16), 0) / 3 / 255;
}
