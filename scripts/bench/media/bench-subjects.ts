import type { TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { audioSampleRate } from "../../../shared/media/audio-tokens.ts";
import { tokenSidePx } from "../../../shared/media/image-budget.ts";
import { pngOf } from "../../../tests/fixtures/png-pixels.ts";
import { storedClip, storedImage } from "../../../tests/fixtures/stored-media.ts";
import { wavOf } from "../../../tests/fixtures/wav-samples.ts";

export interface Sample {
  readonly medium: TurnMedia;
  /** The same medium for llama-server: a PNG or WAV in base64. */
  readonly file: string;
}

export interface Subject {
  readonly name: string;
  /** Returns a different sample each round, so that nothing is cached from the previous one. */
  sample(folder: string, round: number): Promise<Sample>;
}

export const subjects: readonly Subject[] = [image(20, 14), image(28, 20), image(40, 28), clip(30)];

function image(columns: number, rows: number): Subject {
  const [widthPx, heightPx] = [columns * tokenSidePx, rows * tokenSidePx];
  return {
    name: `image of ${columns * rows} tokens`,
    async sample(folder, round) {
      const rgb = Uint8Array.from(
        { length: widthPx * heightPx * 3 },
        (_, i) => (i >> 6) * 3 + round * 17 + (i % 3) * 40,
      );
      const pixels = { widthPx, heightPx, rgb };
      return { medium: await storedImage(folder, pixels), file: base64(pngOf(pixels)) };
    },
  };
}

function clip(seconds: number): Subject {
  return {
    name: `clip of ${seconds} s`,
    async sample(folder, round) {
      const samples = Float32Array.from(
        { length: seconds * audioSampleRate },
        (_, i) => Math.sin((i * (440 + round * 10) * 2 * Math.PI) / audioSampleRate) * 0.5,
      );
      return { medium: await storedClip(folder, samples), file: base64(wavOf(samples)) };
    },
  };
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64");
