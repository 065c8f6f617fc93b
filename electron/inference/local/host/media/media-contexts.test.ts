import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Llama } from "node-llama-cpp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seededRandom } from "../../../../../scripts/soak/seeded-random.ts";
import type { TurnMedia } from "../../../../../shared/inference/prompt-turn.ts";
import {
  newReader,
  openTestLlama,
  orderNoise,
  type Reader,
} from "../../../../../tests/fixtures/context-reader.ts";
import { describeWithAddon } from "../../../../../tests/fixtures/describe-with-addon.ts";
import {
  fixtureModel,
  fixtureProjector,
  type FixtureModelName,
  type FixtureProjectorName,
} from "../../../../../tests/fixtures/models.ts";
import { parkingIn } from "../../../../../tests/fixtures/parking-in.ts";
import { expectFreshAnswers, maxOrderNoise } from "../../../../../tests/fixtures/random-chat-check.ts";
import { RandomChats } from "../../../../../tests/fixtures/random-chats.ts";
import { splitNoise } from "../../../../../tests/fixtures/rewind-check.ts";
import { storedClip, storedImage } from "../../../../../tests/fixtures/stored-media.ts";

let llama: Llama;
let folder: string;
beforeAll(async () => {
  llama = await openTestLlama();
  folder = await mkdtemp(join(tmpdir(), "facet-media-contexts-"));
});
afterAll(async () => {
  await llama.dispose();
  await rm(folder, { recursive: true });
});

/** The cells of a medium as in a prompt: marker tokens around them. */
function cellsOf({ media }: Reader, medium: TurnMedia): readonly number[] {
  if (media === null) throw new Error("There is no projector");
  const { before, cell, length, after } = media.cellsFor(medium);
  return [...before, ...new Array<number>(length).fill(cell), ...after];
}

async function someMedia({ media }: Reader): Promise<readonly TurnMedia[]> {
  const random = seededRandom(3);
  const bytes = (length: number) => Uint8Array.from({ length }, () => random.below(256));
  const images = [
    [1, 1],
    [4, 3],
    [8, 8],
  ].map(async ([columns = 1, rows = 1]) => {
    const [widthPx, heightPx] = [columns * 48, rows * 48];
    return storedImage(folder, { widthPx, heightPx, rgb: bytes(widthPx * heightPx * 3) });
  });
  const noise = (length: number) => Float32Array.from({ length }, () => random.below(1000) / 1000 - 0.5);
  const clips =
    media?.hears === true ? [storedClip(folder, noise(6400)), storedClip(folder, noise(32_000))] : [];
  return Promise.all([...images, ...clips]);
}

/** The four kinds of projectors, each with a matching model. */
const pairs: readonly (readonly [FixtureModelName, FixtureProjectorName])[] = [
  ["per-layer-wide", "gemma4v-gemma4a"],
  ["dense", "gemma4uv-gemma4ua"],
  ["mixture", "gemma4v"],
];

describeWithAddon("random chats with images and audio", () => {
  it.each(pairs)(
    "gives the same logits as a fresh context, on %s with %s",
    { timeout: 600_000 },
    async (name, projector) => {
      const model = await llama.loadModel({ modelPath: await fixtureModel(name) });
      const projectorPath = await fixtureProjector(projector);
      const parking = parkingIn(folder);
      const live = await newReader(model, { parking }, projectorPath);
      const fresh = await newReader(model, {}, projectorPath);
      const most = maxOrderNoise(name) * (await orderNoise(fresh)) + splitNoise;
      const random = seededRandom(11);
      const media = await someMedia(live);
      const nextMedium = () => {
        const medium = random.pick(media);
        // Both registries assign the same number.
        const cells = cellsOf(live, medium);
        expect(cellsOf(fresh, medium)).toEqual(cells);
        return cells;
      };
      const pick = (below: number) => Math.floor(random.below(below));
      await expectFreshAnswers(live, fresh, new RandomChats(pick, 3, nextMedium), { steps: 20, most, pick });
      await live.dispose();
      await fresh.dispose();
      await model.dispose();
    },
  );
});
