import type { Llama } from "node-llama-cpp";
import { newReader, openTestLlama, orderNoise } from "../../../tests/fixtures/context-reader.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { farthestBack, rewindAndCompare, splitNoise } from "../../../tests/fixtures/rewind-check.ts";
import type { Soak, SoakOptions } from "../soak-report.ts";

const shapes = ["dense", "dense-q8", "dense-q4", "per-layer", "mixture"] as const;

/**
 * Compares the next-token distribution after a rewind with a fresh context's, as total variation: 0 is equal,
 * 1 the maximum.
 */
export const rewindsSoak: Soak = {
  title: "Rewinding by every distance from 1 to the window plus two batches, on every model shape",
  count: farthestBack,
  async run({ count, ...options }) {
    const llama = await openTestLlama();
    const rows = [];
    for (const [i, shape] of shapes.entries()) {
      const onProgress = (done: number) => options.onProgress((i * count + done) / shapes.length);
      rows.push(await rewindOnShape(llama, shape, { ...options, count, onProgress }));
    }
    await llama.dispose();
    return {
      facts: {
        "rewinds compared": rows.length * count,
        "worst difference": Math.max(...rows.map((row) => row["worst difference"])),
        "allowed difference": splitNoise,
      },
      rows,
      breaches: rows
        .filter((row) => !(row["worst difference"] < splitNoise))
        .map((row) => `${row.shape}: ${row["worst difference"]}, ${row["at distance"]} tokens back`),
    };
  },
};

async function rewindOnShape(
  llama: Llama,
  shape: (typeof shapes)[number],
  { count, seed, onProgress }: SoakOptions,
) {
  const model = await llama.loadModel({ modelPath: await fixtureModel(shape) });
  const [reader, fresh] = [await newReader(model), await newReader(model)];
  const differences: number[] = [];
  let rewound = 0;
  for (let back = 1; back <= count; back++) {
    const { reused, distance } = await rewindAndCompare(reader, fresh, back, seed);
    differences.push(rounded(distance));
    rewound += reused > 0 ? 1 : 0;
    onProgress(back);
  }
  const noise = await orderNoise(fresh);
  await model.dispose();
  const worst = Math.max(...differences);
  return {
    shape,
    rewound,
    "evaluated again": count - rewound,
    "worst difference": worst,
    "at distance": differences.indexOf(worst) + 1,
    "noise of reordered cells": rounded(noise),
  };
}

const rounded = (difference: number) => Math.ceil(difference * 1e6) / 1e6;
