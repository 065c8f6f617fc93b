import { stat } from "node:fs/promises";
import { availableMemory } from "node:process";
import {
  GgmlType,
  InsufficientMemoryError,
  type Llama,
  type LlamaContext,
  type LlamaModel,
  type LlamaModelOptions,
} from "node-llama-cpp";
import { NativeDrafter } from "../../../../native/drafter.ts";
import type { Drafting } from "../../../../shared/inference/drafting.ts";
import type { LoadRequest } from "../../../../shared/inference/engine-protocol.ts";
import { threadsForModel } from "../../../hardware/threads-for-model.ts";
import { AppError, type Failure } from "../../../../shared/ipc/result.ts";
import { savedContextBytes } from "../../../../shared/models/checkpoint-size.ts";
import { chooseContextTokens } from "../../../../shared/models/choose-context.ts";
import {
  batchTokensFor,
  type LoadChoice,
  type PlannedProjector,
} from "../../../../shared/models/memory-plan.ts";
import { headerFacts } from "../../../../shared/models/header-facts.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { repackedTypes } from "../../../../shared/models/repacked-types.ts";
import { readHeader } from "../../../models/read-header.ts";
import { readPlanFacts } from "../../../models/read-plan-facts.ts";
import { openDrafter } from "./drafting/open-drafter.ts";
import { ModelDrafting } from "./drafting/model-drafting.ts";
import { EngineModel } from "./engine-model.ts";
import { keepingPlace, unchangedIdentity, type KeepingRules } from "./kept/keeping-place.ts";
import { modelFileIdentity } from "./kept/model-identity.ts";
import type { LlamaLibrary } from "./llama-library.ts";
import type { EngineMedia } from "./media/engine-media.ts";
import { openEngineMedia, textOnly } from "./media/open-engine-media.ts";
import { processorFor, type ProcessorUse } from "./processor.ts";

export interface LoadOptions {
  readonly onProgress: (progress: number) => void;
  readonly signal: AbortSignal;
  /** Called when the way the model drafts changes, at most once a second. */
  readonly onDrafting?: (drafting: Drafting) => void;
  /** For temporary files while the model is loaded; null: none. */
  readonly scratchFolder: string | null;
  /** Where contexts are kept after that; absent: nowhere. */
  readonly keeping?: KeepingRules;
}

/**
 * Loads a model and creates its context, with as many layers on the GPU as fit beside that context.
 * @throws AppError `model-load-failed` {detail}; the reason of the signal when aborted
 */
export async function loadModel(
  library: LlamaLibrary,
  request: LoadRequest,
  options: LoadOptions,
): Promise<EngineModel> {
  await library.takeErrors();
  let model: LlamaModel | null = null;
  let media: EngineMedia | null = null;
  let engineModel: EngineModel | null = null;
  let processor: ProcessorUse | null = null;
  let drafter: NativeDrafter | Failure | null = null;
  try {
    await assertReadable(request.modelPath);
    const identity = await modelFileIdentity(request.modelPath).catch(() => null);
    const facts = await readPlanFacts(request.modelPath);
    const plan = await planLoad(library.llama, request, facts);
    model = await loadWeights(library.llama, request, plan, options);
    const threads =
      request.threads ??
      threadsForModel({
        usableCores: library.threads,
        weightBytes: model.size,
        layers: facts?.layers.length ?? 1,
      });
    const context = await createContext(model, plan, request, threads, options);
    processor = processorFor(model, context);
    const { projectorPath, drafterPath = null } = request;
    if (drafterPath !== null) {
      const { modelPath } = request;
      const { threads: kept } = processor;
      drafter = await openDrafter(model, context, {
        path: drafterPath,
        modelPath,
        threads: kept,
        signal: options.signal,
      });
    }
    const opened =
      projectorPath === undefined
        ? textOnly
        : await openEngineMedia(model, context, { path: projectorPath, threads, signal: options.signal });
    media = opened.media;
    engineModel = new EngineModel({
      model,
      context,
      processor,
      savedContextBytes: (tokens) =>
        facts === null ? Infinity : savedContextBytes(facts.cache, tokens, request.kvType ?? "f16"),
      media,
      drafting: new ModelDrafting({
        drafter,
        usesLookup: request.usesLookup ?? true,
        onChange: options.onDrafting ?? (() => undefined),
      }),
      chatTemplate: request.chatTemplate ?? null,
      scratchFolder: options.scratchFolder,
      loaded: {
        modelId: request.modelId,
        contextSizeTokens: context.contextSize,
        trainContextTokens: model.trainContextSize,
        gpu: library.llama.gpu === false ? null : library.llama.gpu,
        gpuLayers: model.gpuLayers,
        threads: library.threads,
        flashAttention: model.flashAttentionSupported,
        media: opened.loaded,
      },
    });
    await engineModel.warmUp(options.signal);
    if (options.keeping !== undefined) {
      const file = await unchangedIdentity(request.modelPath, identity);
      const loaded = { model, context };
      if (file !== null) await engineModel.keepIn(keepingPlace(loaded, request, file, options.keeping));
    }
    return engineModel;
  } catch (error) {
    if (engineModel === null) {
      await media?.dispose();
      if (drafter instanceof NativeDrafter) await drafter.close();
      await model?.dispose();
      processor?.release();
    } else {
      await engineModel.dispose();
    }
    options.signal.throwIfAborted();
    throw error instanceof AppError ? error : await loadFailure(error, library);
  }
}

/**
 * Rejects broken headers before node-llama-cpp reads them: its reader trusts any count in a header, and would
 * fill the memory and never return.
 */
async function assertReadable(path: string): Promise<void> {
  try {
    await readHeader(path);
  } catch (error) {
    if (error instanceof AppError) {
      const detail = error.message;
      throw new AppError("model-load-failed", `The model file cannot be read: ${detail}`, { detail });
    }
    throw error;
  }
}

/** null: there is none. */
async function plannedProjector(path: string | undefined): Promise<PlannedProjector | null> {
  if (path === undefined) return null;
  // A header that can't be read is reported when the projector is opened.
  const header = await readHeader(path).catch(() => null);
  return { sizeBytes: (await stat(path)).size, type: header && headerFacts(header).projectorType };
}

interface LoadPlan {
  readonly contextTokens: number;
  readonly batchTokens: number;
}

/** The memory planner's choice for this model; the smallest context when the header lacks facts. */
async function planLoad(llama: Llama, request: LoadRequest, facts: PlanFacts | null): Promise<LoadPlan> {
  if (facts === null) {
    return { contextTokens: request.contextLength ?? smallestFallbackTokens, batchTokens: 512 };
  }
  const projector = await plannedProjector(request.projectorPath);
  const batchTokens = batchTokensFor(facts, projector);
  const choice: Omit<LoadChoice, "contextTokens" | "checkpointBudgetBytes"> = {
    batchTokens,
    kvType: request.kvType ?? "f16",
    gpuLayers: llama.gpu === false ? 0 : (request.gpuLayers ?? facts.layers.length + 1),
    repackedTypes: repackedTypes(process.arch),
    projectorBytes: projector?.sizeBytes ?? null,
    drafterBytes: await sizeOf(request.drafterPath ?? null),
  };
  const freeBytes = await freeMemory(llama);
  return { contextTokens: chooseContextTokens(facts, request.contextLength, choice, freeBytes), batchTokens };
}

/** null: no file. */
async function sizeOf(path: string | null): Promise<number | null> {
  if (path === null) return null;
  // One that is missing is reported when it is opened.
  return (await stat(path).catch(() => null))?.size ?? null;
}

/**
 * Puts as many layers on the GPU as fit beside the context: node-llama-cpp computes that with llama.cpp,
 * without allocating.
 */
async function loadWeights(
  llama: Llama,
  { modelPath, gpuLayers }: LoadRequest,
  { contextTokens }: LoadPlan,
  { onProgress, signal }: LoadOptions,
): Promise<LlamaModel> {
  const load = async (layers: LlamaModelOptions["gpuLayers"]) =>
    llama.loadModel({
      modelPath,
      ...(layers !== undefined && { gpuLayers: layers }),
      loadSignal: signal,
      onLoadProgress: onProgress,
    });
  if (llama.gpu === false) {
    return load("auto");
  }
  try {
    return await load(gpuLayers ?? { fitContext: { contextSize: contextTokens } });
  } catch (error) {
    // This context does not fit on the GPU, but may fit in main memory.
    if (error instanceof InsufficientMemoryError) {
      return load("auto");
    }
    throw error;
  }
}

/**
 * Creates a context of the requested length or fails; a length chosen automatically is halved until the
 * memory suffices.
 */
async function createContext(
  model: LlamaModel,
  { contextTokens, batchTokens }: LoadPlan,
  { contextLength, kvType = "f16" }: LoadRequest,
  threads: number,
  { signal }: LoadOptions,
): Promise<LlamaContext> {
  const cacheType = kvType === "f16" ? GgmlType.F16 : GgmlType.Q8_0;
  for (let contextSize = contextTokens; ; contextSize = Math.floor(contextSize / 2)) {
    try {
      return await model.createContext({
        contextSize,
        batchSize: batchTokens,
        sequences: 1,
        threads,
        experimentalKvCacheKeyType: cacheType,
        experimentalKvCacheValueType: cacheType,
        failedCreationRemedy: false,
        createSignal: signal,
      });
    } catch (error) {
      if (signal.aborted || contextLength !== null || contextSize <= smallestFallbackTokens) {
        throw error;
      }
    }
  }
}

const smallestFallbackTokens = 2048;

/** Free memory for this process within its container, plus that of a GPU with memory of its own. */
async function freeMemory(llama: Llama): Promise<number> {
  const ram = availableMemory();
  if (llama.gpu === false) {
    return ram;
  }
  const { free, unifiedSize } = await llama.getVramState();
  return unifiedSize > 0 ? ram : ram + free;
}

/** llama.cpp logs the reason; the thrown error only says that loading failed. */
async function loadFailure(error: unknown, library: LlamaLibrary): Promise<AppError> {
  const logged = (await library.takeErrors()).map((line) => line.replace(/^\w+: /, ""));
  const reason = logged.find((line) => line.startsWith("error loading model: "));
  const thrown = error instanceof Error ? error.message : String(error);
  const detail = reason?.replace("error loading model: ", "") ?? [...logged, thrown].join("; ");
  return new AppError("model-load-failed", `The model cannot be loaded: ${detail}`, { detail });
}
