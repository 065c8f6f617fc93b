import { DecodeError } from "./decode-failure.ts";
import { decodeLimits } from "./decode-limits.ts";
import type { Size } from "./image-scaler.ts";

export interface HeicPixels extends Size {
  /** Upright, four bytes per pixel. */
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** @throws DecodeError `broken`, `too-large` {limitMegapixels} */
export async function decodeHeic(file: Uint8Array): Promise<HeicPixels> {
  // Stays a separate file in the build: under its licence (LGPL) users may replace the library.
  const { default: start } = await import("libheif-js/libheif-wasm/libheif-bundle.mjs");
  const heif = await start();
  const [image] = new heif.HeifDecoder().decode(file);
  if (!image) throw new DecodeError("broken", "The file contains no image");
  // libheif has already applied the image's rotation.
  const size = { widthPx: image.get_width(), heightPx: image.get_height() };
  if (size.widthPx * size.heightPx > decodeLimits.imagePixels) {
    throw new DecodeError("too-large", "Too many pixels", {
      limitMegapixels: decodeLimits.imagePixels / 1e6,
    });
  }
  const rgba = new Uint8ClampedArray(size.widthPx * size.heightPx * 4);
  const pixels = { data: rgba, width: size.widthPx, height: size.heightPx };
  await new Promise<void>((done, failed) => {
    image.display(pixels, (result) => {
      if (result) done();
      else failed(new DecodeError("broken", "The image could not be decoded"));
    });
  });
  image.free();
  return { ...size, rgba };
}
