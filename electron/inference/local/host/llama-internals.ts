import {
  LlamaGrammarEvaluationState,
  type LlamaContext,
  type LlamaGrammar,
  type LlamaModel,
} from "node-llama-cpp";
import type { EngineHandles } from "../../../../native/engine-handles.ts";
import type { EvaluationWatch } from "../../../../native/evaluation-watch.ts";
import type { JobOptions } from "../../../../native/job.ts";
import type { Sampling } from "../../../../shared/inference/generate-options.ts";
import { AppError } from "../../../../shared/ipc/result.ts";

/**
 * Everything here that is not public in node-llama-cpp, and nothing of it anywhere else.
 *
 * The public sequence rewinds by rules of its own (see `cells/` for why those are wrong here), shifts a full context
 * without asking, copies the whole list of tokens for every token, takes checkpoints without a limit of memory, and seeds
 * its sampler anew each second. The native context below it does exactly what it is told.
 */
export const checkedVersion = "3.21.1";

interface AddonContext {
  initBatch(size: number): void;
  addToBatch(
    sequenceId: number,
    firstPosition: number,
    tokens: Uint32Array,
    logitIndexes: Uint32Array,
  ): Uint32Array;
  decodeBatch(): Promise<void>;
  sampleToken(logitIndex: number, sampler: AddonSampler): Promise<number>;
  disposeSequence(sequenceId: number): void;
  removeTokenCellsFromSequence(sequenceId: number, from: number, to: number): boolean;
  getSequenceKvCacheMinPosition(sequenceId: number): number;
  getSequenceKvCacheMaxPosition(sequenceId: number): number;
  setThreads(threads: number): void;
  getContextSize(): number;
  restoreCheckpoint(checkpoint: AddonCheckpoint, newestPosition: number): Promise<boolean>;
  saveSequenceStateToFile(path: string, sequenceId: number, tokens: Uint32Array): Promise<number>;
  loadSequenceStateFromFile(path: string, sequenceId: number, mostTokens: number): Promise<Uint32Array>;
}

interface AddonCheckpoint {
  init(context: AddonContext, sequenceId: number): Promise<void>;
  readonly size: number;
  dispose(): void;
}

interface AddonSampler {
  applyConfig(config: Readonly<Record<string, number | object>>): void;
  dispose(): void;
}

type AddonModel = object;

interface Internals {
  readonly _ctx: AddonContext;
  readonly _llama: {
    readonly _bindings: { readonly AddonContextSequenceCheckpoint: new () => AddonCheckpoint };
  };
}

interface ModelInternals {
  readonly _model: AddonModel;
  readonly _llama: { readonly _bindings: { readonly AddonSampler: new (model: AddonModel) => AddonSampler } };
}

/** llama.cpp's context as it is, with its one sequence. Positions count from 0; calls must not overlap. */
export interface NativeContext {
  /**
   * Evaluates tokens at these positions. With logits it answers where those of the last token are.
   * @param options are heeded where the context is watched
   * @throws when llama.cpp fails; the reason of the signal
   */
  decode(
    tokens: readonly number[],
    firstPosition: number,
    withLogits: boolean,
    options?: JobOptions,
  ): Promise<number>;
  /** Forgets this position and all after it; false: this can not be done, and nothing may be assumed any more. */
  forgetFrom(position: number): boolean;
  forgetAll(): void;
  /** Of the layers with a sliding window, which forget; -1 when empty. */
  oldestPosition(): number;
  newestPosition(): number;
  /** For the evaluations from now on. */
  useThreads(threads: number): void;
  /**
   * Copies what the layers with a sliding window have of the window before the end.
   * @throws when there is not enough memory
   */
  takeCheckpoint(): Promise<NativeCheckpoint>;
  /**
   * Writes all that is needed to go on from here.
   * @returns bytes written
   * @throws when it can not be written
   */
  saveTo(path: string): Promise<number>;
  /** Puts what was saved in place of what is there. @throws when it can not be read; the context is empty then */
  loadFrom(path: string): Promise<void>;
}

/** Of the context that it was taken of, which still holds the same tokens before it. */
export interface NativeCheckpoint {
  readonly bytes: number;
  /** Goes back to where this position is the next one; false: this can not be done, and nothing may be assumed any more. */
  restore(position: number): Promise<boolean>;
  dispose(): void;
}

export interface NativeSampler {
  /** @throws when no token can be sampled */
  sample(logitIndex: number): Promise<number>;
  dispose(): void;
}

const sequence = 0;

/** @param watch null: evaluations can not be stopped, and tell nothing */
export function nativeContext(context: LlamaContext, watch: EvaluationWatch | null = null): NativeContext {
  const native = contextOf(context);
  const { _llama } = context as unknown as Internals;
  return {
    async decode(tokens, firstPosition, withLogits, options = {}) {
      native.initBatch(tokens.length);
      const wanted = Uint32Array.from(withLogits ? [tokens.length - 1] : []);
      const indexes = native.addToBatch(sequence, firstPosition, Uint32Array.from(tokens), wanted);
      const evaluate = () => native.decodeBatch();
      await (watch === null ? evaluate() : watch.run(evaluate, options));
      return indexes[0] ?? -1;
    },
    forgetFrom: (position) => native.removeTokenCellsFromSequence(sequence, position, -1),
    forgetAll: () => native.disposeSequence(sequence),
    oldestPosition: () => native.getSequenceKvCacheMinPosition(sequence),
    newestPosition: () => native.getSequenceKvCacheMaxPosition(sequence),
    useThreads: (threads) => native.setThreads(threads),
    async takeCheckpoint() {
      const checkpoint = new _llama._bindings.AddonContextSequenceCheckpoint();
      await checkpoint.init(native, sequence);
      return {
        bytes: checkpoint.size,
        restore: (position) => native.restoreCheckpoint(checkpoint, position - 1),
        dispose: () => checkpoint.dispose(),
      };
    },
    // The file could hold the tokens too; they are kept by the caller, and nobody has to find them on a disk.
    saveTo: (path) => native.saveSequenceStateToFile(path, sequence, new Uint32Array(0)),
    async loadFrom(path) {
      native.disposeSequence(sequence);
      await native.loadSequenceStateFromFile(path, sequence, 1);
    },
  };
}

export function nativeSampler(
  model: LlamaModel,
  context: LlamaContext,
  sampling: Sampling & { readonly seed: number },
  grammar: LlamaGrammar | null,
): NativeSampler {
  const { _model, _llama } = model as unknown as ModelInternals;
  const native = contextOf(context);
  const sampler = new _llama._bindings.AddonSampler(_model);
  sampler.applyConfig({
    ...samplerConfig(sampling),
    ...(grammar !== null && { grammarEvaluationState: grammarState(model, grammar) }),
  });
  return {
    async sample(logitIndex) {
      const token = await native.sampleToken(logitIndex, sampler);
      if (token < 0) {
        throw new Error("No token could be sampled");
      }
      return token;
    },
    dispose: () => sampler.dispose(),
  };
}

/** What the addon reaches into, and what it must find there. */
export function engineHandles(model: LlamaModel, context: LlamaContext): EngineHandles {
  const native = contextOf(context);
  return {
    model: (model as unknown as ModelInternals)._model,
    context: native,
    gpu: context.model.llama.gpu,
    version: checkedVersion,
    contextTokens: native.getContextSize(),
    embeddingSize: model.embeddingVectorSize,
    trainContextTokens: model.trainContextSize,
  };
}

/** Where a reply is in its grammar; the sampler moves it on with every token. */
function grammarState(model: LlamaModel, grammar: LlamaGrammar): object {
  return (new LlamaGrammarEvaluationState({ model, grammar }) as unknown as { readonly _state: object })
    ._state;
}

/** What is left out is off: a top-k of 0 passed on would sort the whole vocabulary for every token. */
function samplerConfig({ temperature, topK, topP, seed }: Sampling & { readonly seed: number }) {
  return {
    temperature,
    seed,
    ...(topK > 0 && { topK }),
    ...(topP < 1 && { topP }),
  };
}

function contextOf(context: LlamaContext): AddonContext {
  const native = (context as unknown as Partial<Internals>)._ctx;
  if (typeof native?.removeTokenCellsFromSequence !== "function") {
    throw new AppError("engine-failed", `This needs node-llama-cpp ${checkedVersion}`);
  }
  return native;
}
