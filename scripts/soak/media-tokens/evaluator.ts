import { join } from "node:path";
import type { Llama } from "node-llama-cpp";
import { engineHandles, nativeContext } from "../../../electron/inference/local/host/llama-internals.ts";
import { usableCores } from "../../../electron/hardware/cpu.ts";
import { Projector, type Embeddings } from "../../../native/media.ts";
import { fixtureModel } from "../../../tests/fixtures/models.ts";
import { writeGguf } from "../../gguf/gguf-writer.ts";
import type { AudioKind } from "../../models/audio-projector.ts";
import { randomProjector } from "../../models/random-projector.ts";
import type { VisionKind } from "../../models/vision-projector.ts";

export type ProjectorKind = VisionKind | AudioKind;

/** Encodes media and evaluates them in an empty context. */
export interface Evaluator {
  readonly kind: ProjectorKind;
  /** Token count of an image of this size. */
  tokensOfImage(widthPx: number, heightPx: number): Promise<number>;
  /** Token count of a clip of this length. */
  tokensOfClip(sampleCount: number): Promise<number>;
  dispose(): Promise<void>;
}

const contextSize = 2048;
const batchTokens = 1152;

/** Opens a small model and a projector of this kind with random weights. */
export async function openEvaluator(llama: Llama, folder: string, kind: ProjectorKind): Promise<Evaluator> {
  const path = join(folder, `${kind}.gguf`);
  const organ = kind === "gemma4v" || kind === "gemma4uv" ? { sees: kind } : { hears: kind };
  // Two layers give the same counts in less time.
  const model = await llama.loadModel({ modelPath: await fixtureModel("short") });
  const projectorFile = randomProjector({ name: kind, ...organ, modelWidth: model.embeddingVectorSize });
  await writeGguf(path, projectorFile);
  const threads = usableCores();
  const context = await model.createContext({ contextSize, batchSize: batchTokens, threads });
  const native = nativeContext(context);
  const projector = await Projector.open(engineHandles(model, context), {
    path,
    isOnGpu: llama.gpu !== false,
    threads,
  });
  const tokensOf = async (embeddings: Embeddings) => {
    native.forgetAll();
    await projector.evaluate(embeddings, { position: 0, batchTokens });
    return native.newestPosition() + 1;
  };
  return {
    kind,
    tokensOfImage: async (widthPx, heightPx) =>
      tokensOf(await projector.encodeImage(new Uint8Array(widthPx * heightPx * 3), widthPx, heightPx)),
    tokensOfClip: async (sampleCount) =>
      tokensOf(await projector.encodeAudio(new Float32Array(sampleCount).fill(0.1))),
    async dispose() {
      await projector.close();
      await context.dispose();
      await model.dispose();
    },
  };
}
