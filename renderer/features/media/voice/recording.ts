export interface Recording {
  /** Ends the recording and returns it as a WAV file. */
  stop(): Promise<Blob>;
  /** Releases the microphone, also while the recording is ending. */
  cancel(): void;
}

/** Why the microphone is not available. */
export type MicrophoneTrouble = "insecure" | "refused" | "missing" | "busy";

export class MicrophoneError extends Error {
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble) {
    super(trouble);
    this.name = "MicrophoneError";
    this.trouble = trouble;
  }
}
