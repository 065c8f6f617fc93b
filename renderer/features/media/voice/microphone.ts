import { wavHeader, wavSamples } from "../../../../shared/media/wav-file.ts";
import { MicrophoneError, type Recording } from "./recording.ts";
import captureUrl from "./capture-worklet.ts?worker&url";

/** How long the end of a recording waits for its last twentieth of a second. */
const lastBatchTimeoutMs = 2_000;

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
  let context: AudioContext | null = null;
  let finish: () => void = () => undefined;
  const close = () => {
    for (const track of stream.getTracks()) track.stop();
    if (context && context.state !== "closed") void context.close();
    finish();
  };
  try {
    // Browsers limit how many there may be.
    const { sampleRate } = (context = new AudioContext());
    await context.audioWorklet.addModule(captureUrl);
    const capture = new AudioWorkletNode(context, "capture", {
      channelCount: 1,
      channelCountMode: "explicit",
    });
    const pieces: Float32Array<ArrayBuffer>[] = [];
    let sampleCount = 0;
    capture.port.onmessage = ({ data: { samples, isLast } }: MessageEvent<SampleBatch>) => {
      pieces.push(samples);
      sampleCount += samples.length;
      onSound((sampleCount / sampleRate) * 1000, loudness(samples));
      if (isLast) finish();
    };
    context.createMediaStreamSource(stream).connect(capture);
    await context.resume();
    return {
      async stop() {
        await new Promise<void>((done) => {
          finish = done;
          capture.port.postMessage("end");
          // An audio thread that is suspended does not answer; what it sent before is kept.
          setTimeout(done, lastBatchTimeoutMs);
        });
        close();
        const parts = [wavHeader(sampleCount, sampleRate), ...pieces.map(wavSamples)];
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
