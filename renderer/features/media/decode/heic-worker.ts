/// <reference lib="webworker" />
import { decodeHeic } from "../../../../shared/media/decode-heic.ts";
import type { ImageSource } from "./image-protocol.ts";
import { serveJobs } from "./serve-jobs.ts";

/**
 * Decodes HEIC, which Chromium cannot. This is the only worker that may run WebAssembly, and it has no
 * network access.
 */
serveJobs(async (file: Blob) => {
  const { rgba, ...size } = await decodeHeic(new Uint8Array(await file.arrayBuffer()));
  const output: ImageSource = { type: "pixels", size, rgba: rgba.buffer };
  return { output, transfer: [output.rgba] };
});
