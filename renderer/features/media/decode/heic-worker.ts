/// <reference lib="webworker" />
import { decodeLimits } from "../../../../shared/media/decode-limits.ts";
import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { serveJobs } from "./serve-jobs.ts";
import type { ImageSource } from "./image-protocol.ts";

const maxPixels = decodeLimits.imagePixels;

/**
 * Decodes HEIC, which Chromium cannot. This is the only worker that may run WebAssembly, and it has no
 * network access.
 */
serveJobs(async (file: Blob) => {
  // Stays a separate file in the build: under its licence (LGPL) users may replace the library.
  const { default: start } = await import("libheif-js/libheif-wasm/libheif-bundle.mjs");
  const heif = await start();
  const [image] = new heif.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()));
  if (!image) throw new DecodeError("broken", "The file contains no image");
  // libheif has already applied the image's rotation.
  const size = { widthPx: image.get_width(), heightPx: image.get_height() };
  if (size.widthPx * size.heightPx > maxPixels) {
    throw new DecodeError("too-large", "Too many pixels", { limitMegapixels: maxPixels / 1e6 });
  }
  const pixels = {
    data: new Uint8ClampedArray(size.widthPx * size.heightPx * 4),
    width: size.widthPx,
    height: size.heightPx,
  };
  await new Promise<void>((done, failed) => {
    image.display(pixels, (result) => {
      if (result) done();
      else failed(new DecodeError("broken", "The image could not be decoded"));
    });
  });
  image.free();
  const output: ImageSource = { type: "pixels", size, rgba: pixels.data.buffer };
  return { output, transfer: [output.rgba] };
});
