import type { HeifImage } from "libheif-js/libheif-wasm/libheif-bundle.mjs";
import { assertPixels } from "./assert-pixels.ts";
import { DecodeError } from "./decode-failure.ts";
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
  const images = new heif.HeifDecoder().decode(file);
  try {
    return await pixelsOf(images[0]);
  } finally {
    for (const image of images) image.free();
  }
}

async function pixelsOf(image: HeifImage | undefined): Promise<HeicPixels> {
  if (!image) throw new DecodeError("broken", "The file contains no image");
  // libheif has already applied the image's rotation.
  const size = { widthPx: image.get_width(), heightPx: image.get_height() };
  assertPixels(size.widthPx * size.heightPx);
  const rgba = new Uint8ClampedArray(size.widthPx * size.heightPx * 4);
  const pixels = { data: rgba, width: size.widthPx, height: size.heightPx };
  await new Promise<void>((done, failed) => {
    image.display(pixels, (result) => {
      if (result) done();
      else failed(new DecodeError("broken", "The image could not be decoded"));
    });
  });
  return { ...size, rgba };
}
