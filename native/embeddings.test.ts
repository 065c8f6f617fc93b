import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getLlama } from "node-llama-cpp";
import { expect, it, onTestFinished } from "vitest";
import { checkedVersion } from "../electron/inference/local/host/llama-internals.ts";
import { writeGguf, type GgufFile } from "../scripts/gguf/gguf-writer.ts";
import { largeProjector } from "../scripts/models/projector-size.ts";
import { randomProjector } from "../scripts/models/random-projector.ts";
import { norm } from "../scripts/models/tensors.ts";
import { describeWithAddon } from "../tests/fixtures/describe-with-addon.ts";
import { openMediaModel } from "../tests/fixtures/media-model.ts";
import { fixtureModel } from "../tests/fixtures/models.ts";
import { useKernels } from "./kernels.ts";

/** Encoders as wide as E2B's, with fewer layers. */
const size = {
  vision: { ...largeProjector.vision, layers: 3 },
  audio: { ...largeProjector.audio, layers: 2 },
};
const [widthPx, heightPx] = [576, 384];

/** Relative to the embeddings' size (root mean squares). */
const epsilon = 0.003;

/**
 * With weights of 1 the scores of random queries and keys deviate by 8, so that one patch in thousands gets all
 * attention, and another rounding chooses another one.
 */
function withModestScores(file: GgufFile): GgufFile {
  const isNorm = /attn_[qk]_norm/;
  const tensors = file.tensors.map((tensor) =>
    isNorm.test(tensor.name) ? norm(tensor.name, tensor.shape[0] ?? 0, 0.35) : tensor,
  );
  return { ...file, tensors };
}

describeWithAddon("embeddings by the kernels compiled on this machine", () => {
  it("equal those by the prebuilt ones within three thousandths", async () => {
    const folder = await mkdtemp(join(tmpdir(), "facet-embeddings-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const projectorPath = join(folder, "mmproj.gguf");
    const kinds = { sees: "gemma4v", hears: "gemma4a" } as const;
    const projector = randomProjector({ name: "Wide", ...kinds, modelWidth: 1536, size });
    await writeGguf(projectorPath, withModestScores(projector));
    const modelPath = await fixtureModel("babbling-per-layer-wide");
    const llama = await getLlama({ gpu: false, build: "never", progressLogs: false });
    const rgb = Uint8Array.from({ length: widthPx * heightPx * 3 }, (_, i) => ((i >> 6) * 3 + i * 40) & 255);
    const samples = Float32Array.from({ length: 160_000 }, (_, i) => Math.sin(i * i * 1e-6) * 0.5);
    const encode = async () => {
      const model = await openMediaModel(llama, { modelPath, projectorPath });
      const image = await model.projector.encodeImage(rgb, widthPx, heightPx);
      const clip = await model.projector.encodeAudio(samples);
      await model.dispose();
      return [image.rows, clip.rows] as const;
    };
    const theirs = await encode();
    if (useKernels({ gpu: false, version: checkedVersion }) === null) return;
    const ours = await encode();
    for (const [i, rows] of ours.entries()) {
      const distance = distanceBetween(rows, theirs[i] ?? rows);
      expect(distance).toBeGreaterThan(0);
      expect(distance).toBeLessThan(epsilon);
    }
    await llama.dispose();
  });
});

function distanceBetween(rows: Float32Array, expected: Float32Array): number {
  let [difference, whole] = [0, 0];
  for (const [i, number] of expected.entries()) {
    difference += ((rows[i] ?? 0) - number) ** 2;
    whole += number ** 2;
  }
  return Math.sqrt(difference / whole);
}
