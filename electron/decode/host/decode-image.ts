import { unsupportedFormat } from "../../../shared/media/format-kinds.ts";
import { imageSize } from "image-size";
import { DecodeError } from "../../../shared/media/decode-failure.ts";
import { decodeLimits } from "../../../shared/media/decode-limits.ts";
import { exifOrientation } from "../../../shared/media/exif-orientation.ts";
import { createImageScaler, type Size } from "../../../shared/media/image-scaler.ts";
import { looksLikeDocument } from "../../../shared/media/looks-like-document.ts";
import { preparedSize } from "../../../shared/media/prepared-size.ts";
import type { PieceBytes } from "../decode-protocol.ts";
import type { DecodeOptions } from "../file-decoder.ts";
import { imageDecoders, type ImageFormat } from "./image-decoders.ts";
import { flatten, upright, type Raster } from "./raster.ts";

/**
 * Decodes an image to the pixels that the page would prepare. The size is checked before it is decoded.
 * @throws DecodeError
 */
export async function decodeImage(
  file: Uint8Array<ArrayBuffer>,
  format: ImageFormat,
  { budget, isDocument }: DecodeOptions,
): Promise<PieceBytes> {
  assertFits(sizeOf(file));
  if (format === "jpeg" && isFourColour(file)) {
    throw unsupportedFormat("CMYK JPEG", "image");
  }
  const decoded = await imageDecoders[format](file);
  assertFits(decoded);
  flatten(decoded);
  // libheif has turned the image already.
  const raster = format === "heic" ? decoded : upright(decoded, exifOrientation(file));
  const prepared = preparedSize(raster, budget, isDocument || looksLikeDocument(thumbnailOf(raster), 3));
  return { kind: "image", ...prepared.size, bytes: scaled(raster, prepared.size) };
}

function sizeOf(file: Uint8Array): Size {
  try {
    const { width, height } = imageSize(file);
    return { widthPx: width, heightPx: height };
  } catch {
    throw new DecodeError("broken", "The size of the image could not be read");
  }
}

function assertFits({ widthPx, heightPx }: Size): void {
  const { imagePixels } = decodeLimits;
  if (widthPx * heightPx > imagePixels) {
    throw new DecodeError("too-large", `${widthPx} x ${heightPx} pixels`, {
      limitMegapixels: imagePixels / 1e6,
    });
  }
}

function thumbnailOf(raster: Raster): Uint8Array {
  const { widthPx, heightPx } = raster;
  const factor = Math.min(1, decodeLimits.thumbnailSidePx / Math.max(widthPx, heightPx));
  const side = (lengthPx: number) => Math.max(1, Math.round(lengthPx * factor));
  return scaled(raster, { widthPx: side(widthPx), heightPx: side(heightPx) });
}

function scaled(raster: Raster, target: Size): Uint8Array<ArrayBuffer> {
  const scaler = createImageScaler(raster, target);
  scaler.addRows(raster.rgba);
  return scaler.finish();
}

/** Whether a JPEG has four components, as files for print do; its first frame header says so. */
function isFourColour(file: Uint8Array): boolean {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  for (let at = 2; at + 10 <= file.length; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint16(at);
    // Start of frame: C0 to CF, except tables (C4, CC) and a reserved one (C8).
    if (marker >= 0xffc0 && marker <= 0xffcf && ![0xffc4, 0xffc8, 0xffcc].includes(marker)) {
      return view.getUint8(at + 9) === 4;
    }
  }
  return false;
}
