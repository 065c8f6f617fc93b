import type { Size } from "./image-scaler.ts";

/** Sound that the page decoded itself, where the worker could not; at 16,000 samples a second. */
export interface DecodedSound {
  readonly type: "samples";
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

export interface RecordingJob {
  readonly source: { readonly type: "file"; readonly file: Blob } | DecodedSound;
}

/** They come as they are made, the frames of a film first. */
export type RecordingPart = DecodedFrame | DecodedClip;

export interface DecodedRecording {
  readonly durationMs: number;
  /** Of the film as it is looked at; null for a sound. */
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
