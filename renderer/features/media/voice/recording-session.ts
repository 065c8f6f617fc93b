import { MicrophoneError, type MicrophoneTrouble, type Recording } from "./recording.ts";

export type Recorder =
  | { readonly type: "starting" }
  | { readonly type: "failed"; readonly trouble: MicrophoneTrouble }
  | ({ readonly type: "recording" } & Heard)
  | ({
      readonly type: "recorded";
      readonly note: Blob;
      readonly url: string;
      readonly wasCut: boolean;
    } & Heard);

/** What a recording has heard so far. */
export interface Heard {
  readonly durationMs: number;
  /** From 0 to 1, at equal distances, newest at the end. */
  readonly levels: readonly number[];
}

type StartRecording = (onSound: (durationMs: number, loudness: number) => void) => Promise<Recording>;

/** The longest voice note; recording stops there. */
const maxNoteMs = 10 * 60_000;

/**
 * The recordings of one open recorder, one at a time. It owns the microphone and the URL of the note, also while
 * a recording begins or ends: `close` releases both whenever it is called.
 */
export class RecordingSession {
  readonly #start: StartRecording;
  readonly #onChange: (recorder: Recorder) => void;
  #recording: Recording | null = null;
  #url: string | null = null;
  /** Counts the recordings; what belongs to an earlier one is ignored. */
  #turn = 0;
  #isStopping = false;
  #heard: Heard = nothingHeard;

  constructor(start: StartRecording, onChange: (recorder: Recorder) => void) {
    this.#start = start;
    this.#onChange = onChange;
  }

  /** Begins a recording in place of the one before. */
  async start(): Promise<void> {
    this.close();
    const turn = this.#turn;
    this.#heard = nothingHeard;
    this.#onChange({ type: "starting" });
    try {
      const started = await this.#start((durationMs, loudness) => {
        if (this.#turn !== turn || this.#isStopping) return;
        this.#heard = { durationMs, levels: [...this.#heard.levels, loudness] };
        if (durationMs >= maxNoteMs) this.stop(true).catch(() => undefined);
        else this.#onChange({ type: "recording", ...this.#heard });
      });
      // The recorder was closed or restarted while the microphone was opening.
      if (this.#turn !== turn) started.cancel();
      else this.#recording = started;
    } catch (thrown) {
      if (this.#turn === turn) this.#fail(thrown);
    }
  }

  /** @param wasCut it has reached its longest length */
  async stop(wasCut: boolean): Promise<void> {
    const recording = this.#recording;
    if (recording === null || this.#isStopping) return;
    const turn = this.#turn;
    this.#isStopping = true;
    try {
      const note = await recording.stop();
      if (this.#turn !== turn) return;
      this.#recording = null;
      this.#url = URL.createObjectURL(note);
      this.#onChange({ type: "recorded", note, url: this.#url, wasCut, ...this.#heard });
    } catch (thrown) {
      if (this.#turn !== turn) return;
      recording.cancel();
      this.#fail(thrown);
    }
  }

  close(): void {
    this.#turn += 1;
    this.#isStopping = false;
    this.#recording?.cancel();
    this.#recording = null;
    if (this.#url !== null) URL.revokeObjectURL(this.#url);
    this.#url = null;
  }

  #fail(thrown: unknown): void {
    this.#recording = null;
    const trouble = thrown instanceof MicrophoneError ? thrown.trouble : "busy";
    this.#onChange({ type: "failed", trouble });
  }
}

const nothingHeard: Heard = { durationMs: 0, levels: [] };
