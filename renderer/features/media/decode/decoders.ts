import type { DocumentText } from "../../../../shared/documents/document-text.ts";
import type { DocumentJob } from "./document-protocol.ts";
import type { DecodedImage, ImageJob, ImageSource } from "./image-protocol.ts";
import type { PdfAnswer, PdfJob } from "./pdf-protocol.ts";
import type { DecodedRecording, RecordingJob, RecordingPart } from "./recording-protocol.ts";
import { createWorkerQueue } from "./worker-queue.ts";

/** One worker per kind of file, so that a long video does not delay an image. */
export const decoders = {
  image: createWorkerQueue<ImageJob, DecodedImage>(
    () => new Worker(new URL("./image-worker.ts", import.meta.url), { type: "module" }),
  ),
  heic: createWorkerQueue<Blob, ImageSource>(
    () => new Worker(new URL("./heic-worker.ts", import.meta.url), { type: "module" }),
  ),
  pdf: createWorkerQueue<PdfJob, PdfAnswer>(
    () => new Worker(new URL("./pdf-worker.ts", import.meta.url), { type: "module" }),
  ),
  document: createWorkerQueue<DocumentJob, DocumentText | null>(
    () => new Worker(new URL("./document-worker.ts", import.meta.url), { type: "module" }),
  ),
  recording: createWorkerQueue<RecordingJob, DecodedRecording, RecordingPart>(
    () => new Worker(new URL("./recording-worker.ts", import.meta.url), { type: "module" }),
  ),
};
