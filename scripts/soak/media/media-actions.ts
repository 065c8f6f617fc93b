import type { Llama } from "node-llama-cpp";
import { clipTokens } from "../../../shared/media/audio-tokens.ts";
import { AddonError, type AddonErrorCode } from "../../../native/addon-error.ts";
import type { Embeddings } from "../../../native/media.ts";
import { openMediaModel, type MediaModel } from "../../../tests/fixtures/media-model.ts";
import { fixtureModel, fixtureProjector } from "../../../tests/fixtures/models.ts";
import { readPng } from "../../../tests/fixtures/png-pixels.ts";
import { listener, reader } from "../../../tests/fixtures/trained-models.ts";
import { readWav } from "../../../tests/fixtures/wav-samples.ts";
import type { SeededRandom } from "../seeded-random.ts";
import type { LoopWatch } from "./loop-watch.ts";

/** One action on media. @returns a description of what went wrong; null: nothing */
type MediaAction = (random: SeededRandom, signal: AbortSignal) => Promise<string | null>;

export interface MediaActions {
  /** Processes the largest image and the longest clip, so that every buffer reaches its full size. */
  readLargest(): Promise<void>;
  readonly acts: Readonly<Record<string, MediaAction>>;
  dispose(): Promise<void>;
}

/** The size of the largest image, in tokens. */
const largest = { columns: 20, rows: 14 };

/** Opens the models with image and audio input, and the actions on them. */
export async function openMediaActions(llama: Llama, loop: LoopWatch): Promise<MediaActions> {
  const receipts = await openMediaModel(llama, reader);
  const tones = await openMediaModel(llama, listener);
  const large = await openMediaModel(llama, {
    modelPath: await fixtureModel("per-layer-wide"),
    projectorPath: await fixtureProjector("gemma4v-gemma4a"),
  });
  return {
    acts: {
      async receipt(random, signal) {
        const { path, json, name } = random.pick(reader.samples);
        const { rgb, widthPx, heightPx } = await readPng(path);
        const seen = await loop.during(() =>
          receipts.projector.encodeImage(rgb, widthPx, heightPx, { signal }),
        );
        return unlike(name, await receipts.ask(seen, "Read it", signal), json);
      },
      async tones(random, signal) {
        const { path, keys, name } = random.pick(listener.samples);
        const samples = await readWav(path);
        const heard = await loop.during(() => tones.projector.encodeAudio(samples, { signal }));
        return unlike(name, await tones.ask(heard, "Write it down", signal), keys);
      },
      async image(random, signal) {
        const columns = 1 + Math.floor(random.below(largest.columns));
        const rows = 1 + Math.floor(random.below(largest.rows));
        const pixels = noise(random, columns * rows * 48 * 48 * 3);
        const seen = await loop.during(() =>
          large.projector.encodeImage(pixels, columns * 48, rows * 48, { signal }),
        );
        await loop.during(() => large.readAlone(seen, signal));
        return unlike("tokens", seen.tokens, columns * rows);
      },
      async clip(random, signal) {
        const samples = Float32Array.from(noise(random, 640 + random.below(479_360)), (byte) => byte / 256);
        const heard = await loop.during(() => large.projector.encodeAudio(samples, { signal }));
        await loop.during(() => large.readAlone(heard, signal));
        return unlike("tokens", heard.tokens, clipTokens(samples.length, "gemma4a"));
      },
      "invalid input": (random) => refused(large, random),
    },
    async readLargest() {
      const { signal } = new AbortController();
      const { columns, rows } = largest;
      const pixels = new Uint8Array(columns * rows * 48 * 48 * 3);
      await large.readAlone(await large.projector.encodeImage(pixels, columns * 48, rows * 48), signal);
      await large.readAlone(await large.projector.encodeAudio(new Float32Array(480_000)), signal);
    },
    async dispose() {
      for (const each of [receipts, tones, large]) await each.dispose();
    },
  };
}

/** Passes invalid sizes, counts and numbers, each of which must be refused by name. */
async function refused({ projector }: MediaModel, random: SeededRandom): Promise<string | null> {
  const any = () => Math.floor(random.below(4) * random.below(2_000)) - 100;
  const [widthPx, heightPx] = [any() + 0.5, any()];
  const samples = new Float32Array(640 + random.below(10_000));
  samples[Math.floor(random.below(samples.length))] = random.pick([NaN, Infinity, -Infinity]);
  const [wanted, tried] = random.pick<[AddonErrorCode, () => Promise<Embeddings>]>([
    ["bad-image", () => projector.encodeImage(new Uint8Array(48 * 48 * 3), widthPx, heightPx)],
    ["bad-image", () => projector.encodeImage(new Uint8Array(random.below(6_000)), 48, 48)],
    ["bad-image", () => projector.encodeImage(new Uint8Array(0), 48 * 60, 48 * 60)],
    ["bad-audio", () => projector.encodeAudio(samples)],
    ["bad-audio", () => projector.encodeAudio(new Float32Array(random.below(640)))],
    ["bad-audio", () => projector.encodeAudio(new Float32Array(480_001 + random.below(1_000)))],
  ]);
  const answer = await tried().then(
    () => "no error",
    (error: unknown) => (error instanceof AddonError ? error.code : String(error)),
  );
  return unlike("error", answer, wanted);
}

function noise(random: SeededRandom, length: number): Uint8Array {
  const seed = Math.floor(random.below(2 ** 31)) | 1;
  return new Uint8Array(length).map((_, i) => Math.imul(i + 1, seed) >>> 24);
}

function unlike(what: string, is: unknown, shouldBe: unknown): string | null {
  return is === shouldBe ? null : `${what}: ${String(is)} instead of ${String(shouldBe)}`;
}
