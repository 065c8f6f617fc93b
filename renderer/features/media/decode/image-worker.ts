/// <reference lib="webworker" />
import { assertPixels } from "../../../../shared/media/assert-pixels.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { decodeLimits } from "../../../../shared/media/decode-limits.ts";
import { createImageScaler, type Size } from "../../../../shared/media/image-scaler.ts";
import { looksLikeDocument } from "../../../../shared/media/looks-like-document.ts";
import { pixelCount } from "../../../../shared/media/pixel-count.ts";
import { preparedSize } from "../../../../shared/media/prepared-size.ts";
import type { DecodedImage, ImageJob, ImageSource } from "./image-protocol.ts";
import { serveJobs, type Done, type JobReport } from "./serve-jobs.ts";

/** How many pixels are read from the decoded image at a time. */
const pixelsPerStrip = 1_000_000;

serveJobs<DecodedImage>(async (job: ImageJob, report) => {
  const bitmap = await decode(job.source);
  try {
    return await prepare(bitmap, job, report);
  } finally {
    bitmap.close();
  }
});

async function prepare(
  bitmap: ImageBitmap,
  { budget, isDocument, needsView }: ImageJob,
  report: JobReport<never>,
): Promise<Done<DecodedImage>> {
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
  return { output };
}

async function decode(source: ImageSource): Promise<ImageBitmap> {
  if (source.type === "pixels") {
    const { rgba, size } = source;
    return createImageBitmap(new ImageData(new Uint8ClampedArray(rgba), size.widthPx, size.heightPx));
  }
  const { file } = source;
  const pixels = await pixelCount(
    async (start, end) => new Uint8Array(await file.slice(start, end).arrayBuffer()),
  );
  if (pixels === null) throw new DecodeError("broken", "The image does not say its size");
  assertPixels(pixels);
  // Rotated according to the EXIF data; colours are converted to the browser's default colour space.
  const bitmap = await createImageBitmap(file, {
    imageOrientation: "from-image",
    premultiplyAlpha: "premultiply",
  });
  // A header may lie.
  if (bitmap.width * bitmap.height > decodeLimits.imagePixels) bitmap.close();
  assertPixels(bitmap.width * bitmap.height);
  return bitmap;
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
