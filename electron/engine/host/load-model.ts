import { availableMemory } from "node:process";
import {
  InsufficientMemoryError,
  readGgufFileInfo,
  type Llama,
  type LlamaContext,
  type LlamaModel,
} from "node-llama-cpp";
import type { LoadRequest } from "../../../shared/engine/protocol.ts";
import { threadsForModel } from "../../hardware/threads-for-model.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { cacheShape, chooseContextTokens, type CacheShape } from "../../../shared/models/context-size.ts";
import { EngineModel } from "./engine-model.ts";
import type { LlamaLibrary } from "./llama-library.ts";
import { headerFacts } from "./model-header.ts";

const batchTokens = 512;

export interface LoadOptions {
  readonly onProgress: (progress: number) => void;
  readonly signal: AbortSignal;
  /** For files that are needed only while the model is loaded; null: there is no place for them. */
  readonly scratchFolder: string | null;
}

/**
 * Loads a model and makes its one context, with as many layers on the GPU as fit beside that context.
 * @throws AppError `model-load-failed` {detail}; the reason of the signal when aborted
 */
export async function loadModel(
  library: LlamaLibrary,
  request: LoadRequest,
  options: LoadOptions,
): Promise<EngineModel> {
  await library.takeErrors();
  let model: LlamaModel | null = null;
  try {
    const freeBytes = await freeMemory(library.llama);
    const choice = { requested: request.contextLength, ubatchTokens: batchTokens + 1, freeBytes };
    model = await loadWeights(library.llama, request, choice, options);
    const facts = headerFacts(model.fileInfo);
    const shape = cacheShape(facts);
    const threads = threadsForModel({
      usableCores: library.threads,
      weightBytes: model.size,
      layers: facts.blockCount,
    });
    const wanted = chooseContextTokens({ ...choice, shape, weightBytes: model.size });
    const context = await createContext(model, wanted, request.contextLength !== null, threads, options);
    return new EngineModel({
      model,
      context,
      shape,
      scratchFolder: options.scratchFolder,
      loaded: {
        modelId: request.modelId,
        contextSizeTokens: context.contextSize,
        trainContextTokens: model.trainContextSize,
        gpu: library.llama.gpu === false ? null : library.llama.gpu,
        gpuLayers: model.gpuLayers,
        threads: library.threads,
        flashAttention: model.flashAttentionSupported,
      },
    });
  } catch (error) {
    await model?.dispose();
    options.signal.throwIfAborted();
    throw error instanceof AppError ? error : await loadFailure(error, library);
  }
}

interface MemoryChoice {
  readonly requested: number | null;
  readonly ubatchTokens: number;
  readonly freeBytes: number;
}

async function loadWeights(
  llama: Llama,
  { modelPath }: LoadRequest,
  choice: MemoryChoice,
  { onProgress, signal }: LoadOptions,
): Promise<LlamaModel> {
  const load = async (contextSize: number | null) =>
    llama.loadModel({
      modelPath,
      gpuLayers: contextSize === null ? "auto" : { fitContext: { contextSize } },
      loadSignal: signal,
      onLoadProgress: onProgress,
    });
  if (llama.gpu === false) {
    return load(null);
  }
  // Which layers fit on a GPU depends on the context, and the context on the model: its header is read first.
  const header = await readGgufFileInfo(modelPath, { sourceType: "filesystem", logWarnings: false, signal });
  const shape: CacheShape = cacheShape(headerFacts(header));
  const weightBytes = header.totalTensorInfoSize ?? 0;
  try {
    return await load(chooseContextTokens({ ...choice, shape, weightBytes }));
  } catch (error) {
    // Not even this context fits on the GPU; it may still fit beside it.
    if (error instanceof InsufficientMemoryError) {
      return load(null);
    }
    throw error;
  }
}

/** A size somebody chose is made or refused; our own choice gives way until the memory suffices. */
async function createContext(
  model: LlamaModel,
  wanted: number,
  isChosen: boolean,
  threads: number,
  { signal }: LoadOptions,
): Promise<LlamaContext> {
  for (let contextSize = wanted; ; contextSize = Math.floor(contextSize / 2)) {
    try {
      return await model.createContext({
        contextSize,
        batchSize: batchTokens,
        sequences: 1,
        threads,
        failedCreationRemedy: false,
        createSignal: signal,
      });
    } catch (error) {
      if (signal.aborted || isChosen || contextSize <= smallestFallbackTokens) {
        throw error;
      }
    }
  }
}

const smallestFallbackTokens = 2048;

/** Of this process and its container; with a GPU of its own memory, that too. */
async function freeMemory(llama: Llama): Promise<number> {
  const ram = availableMemory();
  if (llama.gpu === false) {
    return ram;
  }
  const { free, unifiedSize } = await llama.getVramState();
  return unifiedSize > 0 ? ram : ram + free;
}

/** llama.cpp says why in its log; what is thrown only says that it failed. */
async function loadFailure(error: unknown, library: LlamaLibrary): Promise<AppError> {
  const logged = (await library.takeErrors()).map((line) => line.replace(/^\w+: /, ""));
  const reason = logged.find((line) => line.startsWith("error loading model: "));
  const thrown = error instanceof Error ? error.message : String(error);
  const detail = reason?.replace("error loading model: ", "") ?? [...logged, thrown].join("; ");
  return new AppError("model-load-failed", `The model can not be loaded: ${detail}`, { detail });
}
