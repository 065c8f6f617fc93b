import { wavHeader, wavSamples } from "../../../../shared/media/wav-file.ts";
import captureUrl from "./capture-worklet.ts?worker&url";

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

export interface Recording {
  /** Ends the recording and returns it as a WAV file. */
  stop(): Promise<Blob>;
  cancel(): void;
}

interface SampleBatch {
  readonly samples: Float32Array<ArrayBuffer>;
  readonly isLast: boolean;
}

/**
 * Records from the microphone.
 * @param onSound receives the duration so far and the current level from 0 to 1
 * @throws MicrophoneError
 */
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
        const parts = [wavHeader(sampleCount, context.sampleRate), ...pieces.map(wavSamples)];
        return new Blob(parts, { type: "audio/wav" });
      },
      cancel: close,
    };
  } catch {
    close();
    throw new MicrophoneError("busy");
  }
}

async function openMicrophone(): Promise<MediaStream> {
  // Undefined, contrary to its type, if the page was loaded over plain HTTP from another computer.
  const devices = navigator.mediaDevices as MediaDevices | undefined;
  if (!devices) throw new MicrophoneError("insecure");
  try {
    // Processing meant for calls removes information that the model could use.
    const audio = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    return await devices.getUserMedia({ audio });
  } catch (thrown) {
    const name = thrown instanceof DOMException ? thrown.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") throw new MicrophoneError("refused");
    throw new MicrophoneError(name === "NotFoundError" ? "missing" : "busy");
  }
}

/** The peak level from 0 (-60 dB) to 1 (0 dB); the logarithmic scale makes a quiet voice visible. */
function loudness(samples: Float32Array): number {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const decibels = 20 * Math.log10(Math.max(peak, 1e-4));
  return Math.max(0, Math.min(1, 1 + decibels / 60));
}
