import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Llama } from "node-llama-cpp";
import { mediaTokenCount } from "../../../electron/inference/local/host/media/media-token-count.ts";
import { imageBudgets, sizeForBudget } from "../../../shared/media/image-budget.ts";
import { openTestLlama } from "../../../tests/fixtures/context-reader.ts";
import { seededRandom } from "../seeded-random.ts";
import type { Soak, SoakOptions } from "../soak-report.ts";
import { openEvaluator, type Evaluator, type ProjectorKind } from "./evaluator.ts";
import { randomSampleCount, randomSize } from "./random-media.ts";

const kinds: readonly ProjectorKind[] = ["gemma4uv", "gemma4v", "gemma4ua", "gemma4a"];

/**
 * Compares the token count predicted for an image or a clip before encoding with what is in the context
 * afterwards. Many images are scaled to the same size for a budget: each size is evaluated once.
 */
export const mediaTokensSoak: Soak = {
  title: "Predicted and actual token counts of images and clips",
  count: 500,
  async run(options) {
    const llama = await openTestLlama();
    const folder = await mkdtemp(join(tmpdir(), "facet-tokens-"));
    try {
      const results = [];
      for (const [i, kind] of kinds.entries()) {
        const onProgress = (done: number) => options.onProgress((i * options.count + done) / kinds.length);
        results.push(await compareWith(llama, folder, kind, { ...options, onProgress }));
      }
      return {
        facts: { "images, each with every budget": options.count, "clips of up to 30 s": options.count },
        rows: results.map(({ row }) => row),
        breaches: results.flatMap(({ breaches }) => breaches),
      };
    } finally {
      await llama.dispose();
      await rm(folder, { recursive: true });
    }
  },
};

async function compareWith(llama: Llama, folder: string, kind: ProjectorKind, options: SoakOptions) {
  const evaluator = await openEvaluator(llama, folder, kind);
  const isImage = kind === "gemma4v" || kind === "gemma4uv";
  const found = isImage ? await compareImages(evaluator, options) : await compareClips(evaluator, options);
  await evaluator.dispose();
  const { predictions, breaches, evaluated } = found;
  return {
    row: {
      projector: kind,
      predictions,
      "distinct sizes evaluated": evaluated,
      "wrong predictions": breaches.length,
    },
    breaches: breaches.map((line) => `${kind}: ${line}`),
  };
}

async function compareImages(evaluator: Evaluator, { count, seed, onProgress }: SoakOptions) {
  const random = seededRandom(seed);
  const taken = new Map<string, number>();
  const breaches: string[] = [];
  for (let done = 1; done <= count; done++) {
    const [widthPx, heightPx] = randomSize(random);
    for (const budget of imageBudgets) {
      const size = sizeForBudget(widthPx, heightPx, budget);
      const promised = mediaTokenCount({ kind: "image", hash: "", ...size }, evaluator.kind);
      const key = `${size.widthPx} × ${size.heightPx} px`;
      const took = taken.get(key) ?? (await evaluator.tokensOfImage(size.widthPx, size.heightPx));
      taken.set(key, took);
      if (took !== promised || took !== size.tokens || took > budget) {
        breaches.push(`${widthPx} × ${heightPx} px for ${budget}: predicted ${promised}, actual ${took}`);
      }
    }
    onProgress(done);
  }
  return { predictions: count * imageBudgets.length, evaluated: taken.size, breaches };
}

async function compareClips(evaluator: Evaluator, { count, seed, onProgress }: SoakOptions) {
  const random = seededRandom(seed);
  const breaches: string[] = [];
  for (let done = 1; done <= count; done++) {
    const sampleCount = randomSampleCount(random);
    const promised = mediaTokenCount({ kind: "audio", hash: "", sampleCount }, evaluator.kind);
    const took = await evaluator.tokensOfClip(sampleCount);
    if (took !== promised || took > 750) {
      breaches.push(`${sampleCount} samples: predicted ${promised}, actual ${took}`);
    }
    onProgress(done);
  }
  return { predictions: count, evaluated: count, breaches };
}
