/// <reference lib="webworker" />
import type { HeifImage } from "libheif-js/libheif-wasm/libheif-bundle.mjs";
import { DecodeError } from "./decode-failure.ts";
import { assertPixels } from "./max-pixels.ts";
import { serveJobs } from "./serve-jobs.ts";
import type { ImageSource } from "./image-protocol.ts";

/**
 * Decodes HEIC, which Chromium cannot. This is the only worker that may run WebAssembly, and it has no
 * network access.
 */
serveJobs(async (file: Blob) => {
  // Stays a separate file in the build: under its licence (LGPL) users may replace the library.
  const { default: start } = await import("libheif-js/libheif-wasm/libheif-bundle.mjs");
  const heif = await start();
  const images = new heif.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()));
  try {
    const output = await pixelsOf(images[0]);
    return { output, transfer: [output.rgba] };
  } finally {
    for (const image of images) image.free();
  }
});

async function pixelsOf(image: HeifImage | undefined) {
  if (!image) throw new DecodeError("broken", "The file contains no image");
  // libheif has already applied the image's rotation.
  const size = { widthPx: image.get_width(), heightPx: image.get_height() };
  assertPixels(size.widthPx * size.heightPx);
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
  return { type: "pixels", size, rgba: pixels.data.buffer } satisfies ImageSource;
}
