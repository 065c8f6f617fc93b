import { cacheBytes } from "./cache-shape.ts";
import { checkpointBytes, checkpointsKept } from "./checkpoint-size.ts";
import {
  computeBufferBytes,
  cpuBatchTokens,
  inputBufferBytes,
  outputBufferBytes,
  touchedBufferBytes,
} from "./compute-buffer.ts";
import type { KvType } from "./kv-type.ts";
import { mediaCacheBytes } from "./media-cache.ts";
import { bytesOf, type LayerFacts, type PlanFacts, type WeightFacts } from "./plan-facts.ts";

/** The options a model is loaded with. */
export interface LoadChoice {
  readonly contextTokens: number;
  readonly kvType: KvType;
  /**
   * Number of layers on the GPU, counted from the end with the output first; `layers + 1` is all of them, 0
   * none.
   */
  readonly gpuLayers: number;
  /** Batch size in tokens; see `batchTokensFor`. */
  readonly batchTokens: number;
  /** Weight types of which the CPU kernels keep a repacked copy; see `repackedTypes`. */
  readonly repackedTypes: readonly string[];
  /** Size of the projector's file; null: no images, no audio. */
  readonly projectorBytes: number | null;
  /** Size of the drafter's file; null: none is used. */
  readonly drafterBytes: number | null;
  /** Memory limit for checkpoints. */
  readonly checkpointBudgetBytes: number;
}

export type PartName =
  | "weights"
  | "repacked"
  | "projector"
  | "drafter"
  | "global-cache"
  | "sliding-cache"
  | "checkpoints"
  | "media"
  | "compute";

/** One component of the memory use. */
export interface PlanPart {
  readonly name: PartName;
  /** Private memory of the process. */
  readonly privateBytes: number;
  /**
   * Memory-mapped pages of the model's file: the system evicts them under memory pressure and reads them
   * again.
   */
  readonly mappedBytes: number;
  readonly vramBytes: number;
}

export interface MemoryPlan {
  readonly parts: readonly PlanPart[];
  readonly ramPrivateBytes: number;
  /** All mapped pages, including the originals of repacked weights, as llama.cpp counts them. */
  readonly ramMappedBytes: number;
  /**
   * The working set during generation: touched private memory, and mapped pages without the originals of
   * repacked weights.
   */
  readonly ramNeededBytes: number;
  readonly vramBytes: number;
}

/**
 * The memory a model takes once it is loaded. Formulas and sources: docs/memory.md. `npm run bench -- memory`
 * compares them with what llama.cpp reports.
 */
export function planMemory(facts: PlanFacts, choice: LoadChoice): MemoryPlan {
  const parts = [
    ...weightParts(facts, choice),
    companion("projector", choice.projectorBytes, choice.gpuLayers),
    companion("drafter", choice.drafterBytes, choice.gpuLayers),
    ...cacheParts(facts, choice),
    checkpoints(facts, choice),
    {
      ...emptyPart("media"),
      privateBytes: choice.projectorBytes === null ? 0 : mediaCacheBytes(facts.width),
    },
    compute(facts, choice),
  ];
  const sum = (pick: (part: PlanPart) => number) => parts.reduce((total, part) => total + pick(part), 0);
  const ramPrivateBytes = sum(({ privateBytes }) => privateBytes);
  const ramMappedBytes = sum(({ mappedBytes }) => mappedBytes);
  const repackedBytes = parts.find(({ name }) => name === "repacked")?.privateBytes ?? 0;
  const repackedOriginals = repackedBytes - tiedCopyBytes(facts, choice);
  return {
    parts,
    ramPrivateBytes,
    ramMappedBytes,
    ramNeededBytes: ramPrivateBytes + ramMappedBytes - repackedOriginals - untouchedBytes(facts, choice),
    vramBytes: sum(({ vramBytes }) => vramBytes),
  };
}

export const partOf = (plan: MemoryPlan, name: PartName): PlanPart =>
  plan.parts.find((part) => part.name === name) ?? emptyPart(name);

/** Number of layers, including the output. */
export const allLayers = (facts: PlanFacts): number => facts.layers.length + 1;

/** A projector as far as the memory of its model depends on it. */
export interface PlannedProjector {
  readonly sizeBytes: number;
  /** `projectorType` of its header; null: not known, as before it is downloaded. */
  readonly type: string | null;
}

/** One that is not downloaded yet; null: none is, or its size is not known. */
export function projectorOfSize(sizeBytes: number | null): PlannedProjector | null {
  return sizeBytes === null ? null : { sizeBytes, type: null };
}

/**
 * Batch size. The larger sizes use non-causal attention within an image, so a batch must hold a whole image:
 * up to 1120 tokens and its tags. The sizes with per-layer embeddings evaluate images causally, like text; but a
 * projector of another kind may stand beside one of them.
 * @param projector null: there is none
 */
export function batchTokensFor(facts: PlanFacts, projector: Pick<PlannedProjector, "type"> | null): number {
  if (projector === null) return smallBatchTokens;
  const readsWhole = facts.perLayerEmbeddingBytes === 0 || wholeImageProjectors.has(projector.type ?? "");
  return readsWhole ? wholeImageTokens : smallBatchTokens;
}

const smallBatchTokens = 512;

/** Those with attention in both directions within an image. */
const wholeImageProjectors: ReadonlySet<string> = new Set(["gemma3", "gemma4uv"]);

/** Tokens of the largest image, with its tags and rounded up. */
export const wholeImageTokens = 1152;

/** node-llama-cpp requests one more token where the model has a sliding window. */
export const ubatchTokens = (facts: PlanFacts, batchTokens: number): number =>
  facts.cache.slidingWindow === null ? batchTokens : batchTokens + 1;

function layersOn(facts: PlanFacts, gpuLayers: number) {
  const repeating = Math.max(0, Math.min(gpuLayers - 1, facts.layers.length));
  const firstOnGpu = facts.layers.length - repeating;
  return {
    cpu: facts.layers.slice(0, firstOnGpu),
    gpu: facts.layers.slice(firstOnGpu),
    isOutputOnGpu: gpuLayers > 0,
  };
}

function weightParts(facts: PlanFacts, { gpuLayers, repackedTypes }: LoadChoice): readonly PlanPart[] {
  const { cpu, gpu, isOutputOnGpu } = layersOn(facts, gpuLayers);
  const inFile = (layers: readonly LayerFacts[]) =>
    layers.reduce((sum, { weights }) => sum + bytesOf(weights), 0);
  const output = bytesOf(facts.output);
  const repacked = (weights: WeightFacts) =>
    repackedTypes.reduce((sum, type) => sum + (weights[type] ?? 0), 0);
  const cpuOutput = isOutputOnGpu ? 0 : repacked(facts.output);
  return [
    {
      name: "weights",
      privateBytes: 0,
      mappedBytes:
        inFile(cpu) +
        bytesOf(facts.embedding) +
        facts.perLayerEmbeddingBytes +
        (isOutputOnGpu || facts.isOutputTied ? 0 : output),
      vramBytes: inFile(gpu) + (isOutputOnGpu ? output : 0),
    },
    {
      ...emptyPart("repacked"),
      privateBytes: cpu.reduce((sum, { weights }) => sum + repacked(weights), cpuOutput),
    },
  ];
}

/** Size of the repacked copy of a tied output: the original stays in use as the embedding. */
function tiedCopyBytes(facts: PlanFacts, { gpuLayers, repackedTypes }: LoadChoice): number {
  if (!facts.isOutputTied || gpuLayers > 0) {
    return 0;
  }
  return repackedTypes.reduce((sum, type) => sum + (facts.output[type] ?? 0), 0);
}

function cacheParts(facts: PlanFacts, choice: LoadChoice): readonly PlanPart[] {
  const { contextTokens, kvType } = choice;
  const batchTokens = ubatchTokens(facts, choice.batchTokens);
  const { globalBytes, slidingBytes } = cacheBytes(facts.cache, { contextTokens, batchTokens, kvType });
  const { gpu } = layersOn(facts, choice.gpuLayers);
  const split = (name: PartName, bytes: number, slides: boolean): PlanPart => {
    const all = slides ? facts.cache.slidingBytesPerCell : facts.cache.globalBytesPerToken;
    const onGpu = gpu.reduce((sum, layer) => sum + (layer.slides === slides ? layer.bytesPerCell : 0), 0);
    const vramBytes = all === 0 ? 0 : (bytes * onGpu) / all;
    return { ...emptyPart(name), privateBytes: bytes - vramBytes, vramBytes };
  };
  return [split("global-cache", globalBytes, false), split("sliding-cache", slidingBytes, true)];
}

function checkpoints(facts: PlanFacts, choice: LoadChoice): PlanPart {
  const { contextTokens, kvType, checkpointBudgetBytes } = choice;
  const window = facts.cache.slidingWindow;
  // A context no longer than the window needs no checkpoints.
  const one = window === null || contextTokens <= window ? 0 : checkpointBytes(facts.cache, window, kvType);
  const count = one === 0 ? 0 : Math.min(checkpointsKept, Math.floor(checkpointBudgetBytes / one));
  return { ...emptyPart("checkpoints"), privateBytes: count * one };
}

function compute(facts: PlanFacts, choice: LoadChoice): PlanPart {
  const batch = batchOf(facts, choice);
  const computing = computeBufferBytes(facts, batch);
  const input = inputBufferBytes(facts, batch.contextTokens, batch.batchTokens);
  const output = outputBufferBytes(facts);
  if (choice.gpuLayers === 0) {
    return { ...emptyPart("compute"), privateBytes: computing + output };
  }
  return { ...emptyPart("compute"), privateBytes: input + output, vramBytes: computing };
}

const batchOf = (facts: PlanFacts, { contextTokens, batchTokens, kvType }: LoadChoice) => ({
  contextTokens,
  kvType,
  batchTokens: ubatchTokens(facts, batchTokens),
});

/**
 * The part of the compute buffer that is never touched: reserved for logits that are not computed, and for
 * batches larger than those used on a CPU.
 */
function untouchedBytes(facts: PlanFacts, choice: LoadChoice): number {
  const batch = batchOf(facts, choice);
  if (choice.gpuLayers > 0) return 0;
  const tokens = choice.batchTokens === wholeImageTokens ? wholeImageTokens : cpuBatchTokens;
  return computeBufferBytes(facts, batch) - touchedBufferBytes(facts, batch, tokens);
}

/** A companion file is loaded completely, on the device of the output. */
function companion(name: PartName, bytes: number | null, gpuLayers: number): PlanPart {
  const side = gpuLayers > 0 ? "vramBytes" : "privateBytes";
  return { ...emptyPart(name), [side]: bytes ?? 0 };
}

const emptyPart = (name: PartName): PlanPart => ({ name, privateBytes: 0, mappedBytes: 0, vramBytes: 0 });
