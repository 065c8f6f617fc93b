/// <reference lib="webworker" />
import { imageSize } from "image-size";
import { decodeLimits } from "../../../../shared/media/decode-limits.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import type { DecodedImage, ImageJob, ImageSource } from "./image-protocol.ts";
import { createImageScaler, type Size } from "../../../../shared/media/image-scaler.ts";
import { looksLikeDocument } from "../../../../shared/media/looks-like-document.ts";
import { preparedSize } from "../../../../shared/media/prepared-size.ts";
import { serveJobs } from "./serve-jobs.ts";

const maxPixels = decodeLimits.imagePixels;
/** Enough to find the image's size in every format, even behind a large embedded preview. */
const headBytes = 1_000_000;
/** How many pixels are read from the decoded image at a time. */
const pixelsPerStrip = 1_000_000;

serveJobs<DecodedImage>(async ({ source, budget, isDocument, needsView }: ImageJob, report) => {
  const bitmap = await decode(source);
  report.progress(0.4);
  const size: Size = { widthPx: bitmap.width, heightPx: bitmap.height };
  const thumbnail = downscaled(bitmap, decodeLimits.thumbnailSidePx);
  const prepared = preparedSize(size, budget, isDocument || looksLikeDocument(pixelsOf(thumbnail), 4));
  const rgb = scale(bitmap, size, prepared.size);
  report.progress(0.9);
  const output: DecodedImage = {
    source: size,
    prepared: prepared.size,
    budget: prepared.budget,
    pixels: new Blob([rgb]),
    thumbnail: await thumbnail.convertToBlob({ type: "image/webp", quality: 0.8 }),
    view: needsView ? await viewOf(bitmap) : null,
  };
  bitmap.close();
  return { output };
});

async function decode(source: ImageSource): Promise<ImageBitmap> {
  if (source.type === "pixels") {
    const { rgba, size } = source;
    return createImageBitmap(new ImageData(new Uint8ClampedArray(rgba), size.widthPx, size.heightPx));
  }
  const { file } = source;
  const head = new Uint8Array(await file.slice(0, headBytes).arrayBuffer());
  const pixels = pixelCount(head);
  if (pixels !== null && pixels > maxPixels) {
    throw new DecodeError("too-large", `${pixels} pixels`, { limitMegapixels: maxPixels / 1e6 });
  }
  // Rotated according to the EXIF data; colours are converted to the browser's default colour space.
  return createImageBitmap(file, { imageOrientation: "from-image", premultiplyAlpha: "premultiply" });
}

/** Reads the size without decoding; null if `image-size` does not support the format. */
function pixelCount(head: Uint8Array): number | null {
  try {
    const { width, height } = imageSize(head);
    return width * height;
  } catch {
    return null;
  }
}

function scale(bitmap: ImageBitmap, source: Size, target: Size): Uint8Array<ArrayBuffer> {
  const scaler = createImageScaler(source, target);
  const rowsAtOnce = Math.max(1, Math.floor(pixelsPerStrip / source.widthPx));
  const { context } = createCanvas({
    widthPx: source.widthPx,
    heightPx: Math.min(rowsAtOnce, source.heightPx),
  });
  for (let y = 0; y < source.heightPx; y += rowsAtOnce) {
    const rows = Math.min(rowsAtOnce, source.heightPx - y);
    // Transparent pixels are composited onto white.
    context.fillStyle = "#fff";
    context.fillRect(0, 0, source.widthPx, rows);
    context.drawImage(bitmap, 0, y, source.widthPx, rows, 0, 0, source.widthPx, rows);
    scaler.addRows(context.getImageData(0, 0, source.widthPx, rows).data);
  }
  return scaler.finish();
}

/** Scales down to at most `sidePx` on the longer side, on white. */
function downscaled(bitmap: ImageBitmap, sidePx: number): OffscreenCanvas {
  const factor = Math.min(1, sidePx / Math.max(bitmap.width, bitmap.height));
  const widthPx = Math.max(1, Math.round(bitmap.width * factor));
  const heightPx = Math.max(1, Math.round(bitmap.height * factor));
  const { canvas, context } = createCanvas({ widthPx, heightPx });
  context.fillStyle = "#fff";
  context.fillRect(0, 0, widthPx, heightPx);
  context.imageSmoothingQuality = "high";
  context.drawImage(bitmap, 0, 0, widthPx, heightPx);
  return canvas;
}

function pixelsOf(canvas: OffscreenCanvas): Uint8ClampedArray {
  const context = canvas.getContext("2d");
  return context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
}

function viewOf(bitmap: ImageBitmap): Promise<Blob> {
  return downscaled(bitmap, 4096).convertToBlob({ type: "image/webp", quality: 0.92 });
}

function createCanvas({ widthPx, heightPx }: Size) {
  const canvas = new OffscreenCanvas(widthPx, heightPx);
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  if (!context) throw new DecodeError("decoder-failed", "Could not create a canvas context");
  return { canvas, context };
}
