import { OPS, type PDFPageProxy } from "pdfjs-dist";

/** For words and drawings, which have no pixels: what scanners use for text. */
const textDpi = 200;
const pointsPerInch = 72;
const mostPixels = 20_000_000;
/** Of the page that a picture has to cover to be the page. */
const wholePage = 0.8;

/**
 * Pixels per point at which to draw a page. A scanned page is a picture: drawn at the picture's own size, its pixels come
 * out as they were scanned.
 */
export async function pageScale(page: PDFPageProxy): Promise<number> {
  const { width, height } = page.getViewport({ scale: 1 });
  const most = Math.sqrt(mostPixels / (width * height));
  return Math.min(most, (await scanScale(page, width * height)) ?? textDpi / pointsPerInch);
}

async function scanScale(page: PDFPageProxy, pageArea: number): Promise<number | null> {
  const { fnArray, argsArray } = await page.getOperatorList();
  const saved: number[][] = [];
  let matrix: number[] = [1, 0, 0, 1, 0, 0];
  let scale: number | null = null;
  for (const [at, operation] of fnArray.entries()) {
    const args = argsArray[at] as unknown[] | null;
    switch (operation) {
      case OPS.save:
        saved.push(matrix);
        break;
      case OPS.restore:
        matrix = saved.pop() ?? matrix;
        break;
      case OPS.transform:
        matrix = multiplied(matrix, args as number[]);
        break;
      case OPS.paintImageXObject: {
        const [a = 0, b = 0, c = 0, d = 0] = matrix;
        if (Math.abs(a * d - b * c) < pageArea * wholePage) break;
        const pixels = args?.[1] as number;
        scale = Math.max(scale ?? 0, pixels / Math.hypot(a, b));
      }
    }
  }
  return scale;
}

function multiplied(outer: readonly number[], inner: readonly number[]): number[] {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = outer;
  const [u = 1, v = 0, w = 0, x = 1, y = 0, z = 0] = inner;
  return [a * u + c * v, b * u + d * v, a * w + c * x, b * w + d * x, a * y + c * z + e, b * y + d * z + f];
}
