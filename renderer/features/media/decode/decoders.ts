import type { DecodedImage, ImageJob, ImageSource } from "./image-protocol.ts";
import type { PdfAnswer, PdfJob } from "./pdf-protocol.ts";
import type { DecodedRecording, RecordingJob, RecordingPart } from "./recording-protocol.ts";
import { createWorkerLane } from "./worker-lane.ts";

/** Each kind waits for its own worker alone: a long film holds up no photo. */
export const decoders = {
  image: createWorkerLane<ImageJob, DecodedImage>(
    () => new Worker(new URL("./image-worker.ts", import.meta.url), { type: "module" }),
  ),
  heic: createWorkerLane<Blob, ImageSource>(
    () => new Worker(new URL("./heic-worker.ts", import.meta.url), { type: "module" }),
  ),
  pdf: createWorkerLane<PdfJob, PdfAnswer>(
    () => new Worker(new URL("./pdf-worker.ts", import.meta.url), { type: "module" }),
  ),
  recording: createWorkerLane<RecordingJob, DecodedRecording, RecordingPart>(
    () => new Worker(new URL("./recording-worker.ts", import.meta.url), { type: "module" }),
  ),
};
