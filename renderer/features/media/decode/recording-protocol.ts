import type { Size } from "../../../../shared/media/image-scaler.ts";

/** Audio that the page decoded because the worker could not, at 16,000 samples a second. */
export interface DecodedAudio {
  readonly type: "samples";
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

export interface RecordingJob {
  readonly source: { readonly type: "file"; readonly file: Blob } | DecodedAudio;
}

/** Sent as soon as it is decoded; a video's frames come before its audio. */
export type RecordingPart = DecodedFrame | DecodedClip;

export interface DecodedRecording {
  readonly durationMs: number;
  /** The video's display size; null for audio. */
  readonly size: Size | null;
  readonly thumbnail: Blob | null;
}

export interface DecodedClip {
  readonly kind: "clip";
  readonly timeMs: number;
  readonly sampleCount: number;
  /** As `PreparedAudio` describes it. */
  readonly samples: Blob;
}

export interface DecodedFrame extends Size {
  readonly kind: "frame";
  readonly timeMs: number;
  /** RGB, as `PreparedImage` describes it. */
  readonly pixels: Blob;
}
