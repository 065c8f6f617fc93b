import { OPS, type PDFPageProxy } from "pdfjs-dist";

/** For text and vector graphics; a common resolution for scanned text. */
const textDpi = 200;
const pointsPerInch = 72;
const maxPixels = 20_000_000;
/** The share of the page's area that an image has to cover for the page to count as a scan. */
const minScanShare = 0.8;

/**
 * Pixels per point at which to render a page. A scanned page is rendered at the resolution of its image, so
 * that the scan's pixels are kept.
 */
export async function pageScale(page: PDFPageProxy): Promise<number> {
  const { width, height } = page.getViewport({ scale: 1 });
  const maxScale = Math.sqrt(maxPixels / (width * height));
  return Math.min(maxScale, (await scanScale(page, width * height)) ?? textDpi / pointsPerInch);
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
        if (Math.abs(a * d - b * c) < pageArea * minScanShare) break;
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
