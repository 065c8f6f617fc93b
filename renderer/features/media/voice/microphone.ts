import captureUrl from "./capture-worklet.ts?worker&url";
import { wavFile } from "./wav-file.ts";

/** Why there is nothing to record with. */
export type MicrophoneTrouble = "insecure" | "refused" | "missing" | "busy";

export class MicrophoneError extends Error {
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble) {
    super(trouble);
    this.name = "MicrophoneError";
    this.trouble = trouble;
  }
}

export interface Recording {
  /** Ends it and answers what was recorded. */
  stop(): Promise<Blob>;
  cancel(): void;
}

interface SampleBatch {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly isLast: boolean;
}

/** `onSound` is told how long the recording is and how loud it was of late, from 0 to 1. @throws MicrophoneError */
export async function startRecording(
  onSound: (durationMs: number, loudness: number) => void,
): Promise<Recording> {
  const stream = await openMicrophone();
  const context = new AudioContext();
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    void context.close();
  };
  try {
    await context.audioWorklet.addModule(captureUrl);
    const capture = new AudioWorkletNode(context, "capture", {
      channelCount: 1,
      channelCountMode: "explicit",
    });
    const pieces: Float32Array<ArrayBuffer>[] = [];
    let sampleCount = 0;
    let ended: (() => void) | null = null;
    capture.port.onmessage = ({ data: { samples, isLast } }: MessageEvent<SampleBatch>) => {
      pieces.push(samples);
      sampleCount += samples.length;
      onSound((sampleCount / context.sampleRate) * 1000, loudness(samples));
      if (isLast) ended?.();
    };
    context.createMediaStreamSource(stream).connect(capture);
    await context.resume();
    return {
      async stop() {
        await new Promise<void>((done) => {
          ended = done;
          capture.port.postMessage("end");
        });
        close();
        return wavFile(pieces, context.sampleRate);
      },
      cancel: close,
    };
  } catch {
    close();
    throw new MicrophoneError("busy");
  }
}

async function openMicrophone(): Promise<MediaStream> {
  // Absent where the page came over plain HTTP from another computer, whatever its type says.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new MicrophoneError("insecure");
  try {
    // As it is: what makes calls pleasant takes away from what a model hears.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    return await devices.getUserMedia({ audio });
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") throw new MicrophoneError("refused");
    throw new MicrophoneError(name === "NotFoundError" ? "missing" : "busy");
  }
}

/** Of the loudest sample, on a scale on which a quiet voice is seen to move. */
function loudness(samples: Float32Array): number {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const decibels = 20 * Math.log10(Math.max(peak, 1e-4));
  return Math.max(0, Math.min(1, 1 + decibels / 60));
}
