/// <reference lib="webworker" />
import { DecodeError } from "./decode-failure.ts";
import { serveJobs } from "./serve-jobs.ts";
import type { ImageSource } from "./image-protocol.ts";

const mostPixels = 120_000_000;

/** Chromium has no decoder for what iPhones write. This worker alone may run WebAssembly, and has no network. */
serveJobs(async (file: Blob) => {
  // A file of its own in the build too: its licence (LGPL) lets anyone exchange it.
  const { default: start } = await import("libheif-js/libheif-wasm/libheif-bundle.mjs");
  const heif = await start();
  const [image] = new heif.HeifDecoder().decode(new Uint8Array(await file.arrayBuffer()));
  if (!image) throw new DecodeError("broken", "No picture in it");
  // Turned upright already.
  const size = { widthPx: image.get_width(), heightPx: image.get_height() };
  if (size.widthPx * size.heightPx > mostPixels) {
    throw new DecodeError("too-large", "Too many pixels", { limitMegapixels: mostPixels / 1e6 });
  }
  const pixels = {
    data: new Uint8ClampedArray(size.widthPx * size.heightPx * 4),
    width: size.widthPx,
    height: size.heightPx,
  };
  await new Promise<void>((done, failed) => {
    image.display(pixels, (result) => {
      if (result) done();
      else failed(new DecodeError("broken", "The picture could not be decoded"));
    });
  });
  image.free();
  const output: ImageSource = { type: "pixels", size, rgba: pixels.data.buffer };
  return { output, transfer: [output.rgba] };
});
