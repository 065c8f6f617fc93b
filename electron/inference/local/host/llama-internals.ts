import {
  LlamaGrammarEvaluationState,
  type LlamaContext,
  type LlamaGrammar,
  type LlamaModel,
  type Token,
} from "node-llama-cpp";
import { AddonError } from "../../../../native/addon-error.ts";
import { whileHeld, type EngineHandles } from "../../../../native/engine-handles.ts";
import type { EvaluationWatch } from "../../../../native/evaluation-watch.ts";
import type { JobOptions } from "../../../../native/job.ts";
import { RunningJobs } from "../../../../native/running-jobs.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { NativeContext } from "./cells/native-context.ts";

/**
 * All uses of node-llama-cpp's private API are in this file.
 *
 * The public sequence rewinds by its own rules (`cells/` explains why those are wrong here), shifts a full
 * context without asking, copies the whole token list for every token, takes checkpoints without a memory
 * limit, and reseeds its sampler every second. The native context below it has none of these behaviours.
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
  sampleToken(
    logitIndex: number,
    sampler: AddonSampler,
    withProbabilities: true,
  ): Promise<readonly [token: number, probabilities?: readonly number[]]>;
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

interface AddonSamplerClass {
  new (model: AddonModel): AddonSampler;
  canBeNextTokenForGrammarEvaluationState(state: object, token: number): boolean;
  acceptGrammarEvaluationStateToken(state: object, token: number): void;
}

type AddonModel = object;

interface Internals {
  readonly _ctx: AddonContext;
  readonly _backendContextDisposeGuard: {
    createPreventDisposalHandle(): { readonly dispose: () => void };
  };
  readonly _llama: {
    readonly _bindings: { readonly AddonContextSequenceCheckpoint: new () => AddonCheckpoint };
  };
}

interface ModelInternals {
  readonly _model: AddonModel;
  readonly _llama: { readonly _bindings: { readonly AddonSampler: AddonSamplerClass } };
}

interface GrammarInternals {
  readonly _state: object;
}

/** llama.cpp's chain of samplers, as node-llama-cpp's addon builds it. Its settings are the addon's. */
export interface SamplerChain {
  /**
   * Replaces all settings; an absent one is off. A sampler whose setting did not change keeps its state.
   * @param grammar advances with every token that is sampled; null: none
   */
  configure(settings: ChainSettings, grammar: GrammarState | null): void;
  /** @throws when no token can be sampled */
  sample(logitIndex: number): Promise<number>;
  /**
   * Samples a token as well.
   * @returns the probabilities of all candidates that are left, as [token, probability, token, …]
   */
  probabilities(logitIndex: number): Promise<readonly number[]>;
  /** Frees the memory as soon as no token is being sampled. */
  dispose(): void;
}

export type ChainSettings = Readonly<Record<string, number | Uint32Array | Float32Array>>;

/** How far a grammar has been followed. */
export interface GrammarState {
  readonly native: object;
  /** Takes a token that was not sampled. False: the grammar does not allow it, and nothing has changed. */
  accept(token: number): boolean;
}

const sequence = 0;

/** @param watch null: evaluations cannot be stopped and report no progress */
export function nativeContext(context: LlamaContext, watch: EvaluationWatch | null = null): NativeContext {
  const native = contextOf(context);
  const { _llama } = context as unknown as Internals;
  const held = <T>(work: () => Promise<T>) => whileHeld(() => holdContext(context), work);
  const inMemory = <T>(work: () => T): T => {
    if (context.disposed) throw disposedError();
    return work();
  };
  /** @param wanted the tokens, by place, whose logits are wanted; the answer has their indexes */
  const evaluate = (
    tokens: readonly number[],
    firstPosition: number,
    wanted: readonly number[],
    options: JobOptions,
  ) =>
    held(async () => {
      native.initBatch(tokens.length);
      const places = Uint32Array.from(wanted);
      const indexes = native.addToBatch(sequence, firstPosition, Uint32Array.from(tokens), places);
      const decode = () => native.decodeBatch();
      await (watch === null ? decode() : watch.run(decode, options));
      return indexes;
    });
  return {
    decode: async (tokens, firstPosition, withLogits, options = {}) => {
      const wanted = withLogits ? [tokens.length - 1] : [];
      return (await evaluate(tokens, firstPosition, wanted, options))[0] ?? -1;
    },
    decodeAll: async (tokens, firstPosition, options = {}) =>
      Array.from(await evaluate(tokens, firstPosition, [...tokens.keys()], options)),
    forgetFrom: (position) => inMemory(() => native.removeTokenCellsFromSequence(sequence, position, -1)),
    forgetAll: () => inMemory(() => native.disposeSequence(sequence)),
    oldestPosition: () => inMemory(() => native.getSequenceKvCacheMinPosition(sequence)),
    newestPosition: () => inMemory(() => native.getSequenceKvCacheMaxPosition(sequence)),
    useThreads: (threads) => inMemory(() => native.setThreads(threads)),
    async takeCheckpoint() {
      const checkpoint = new _llama._bindings.AddonContextSequenceCheckpoint();
      await held(() => checkpoint.init(native, sequence));
      return {
        bytes: checkpoint.size,
        restore: (position) => held(() => native.restoreCheckpoint(checkpoint, position - 1)),
        dispose: () => checkpoint.dispose(),
      };
    },
    // The file could hold the token ids too. The caller keeps them, so that the conversation's text is not
    // stored.
    saveTo: (path) => held(() => native.saveSequenceStateToFile(path, sequence, new Uint32Array(0))),
    loadFrom: (path) =>
      held(async () => {
        native.disposeSequence(sequence);
        await native.loadSequenceStateFromFile(path, sequence, 1);
      }),
  };
}

export function samplerChain(model: LlamaModel, context: LlamaContext): SamplerChain {
  const { _model, _llama } = model as unknown as ModelInternals;
  const native = contextOf(context);
  const sampler = new _llama._bindings.AddonSampler(_model);
  const jobs = new RunningJobs("sampler");
  let isDisposed = false;
  const whileUsed = <T>(work: () => Promise<T>) =>
    jobs.run(() => whileHeld(() => holdContext(context), work));
  return {
    configure(settings, grammar) {
      // A reply that is disposed of while it samples its last token still follows that token.
      if (isDisposed) return;
      const state = grammar !== null && { grammarEvaluationState: grammar.native };
      sampler.applyConfig({ ...settings, ...state });
    },
    async sample(logitIndex) {
      const token = await whileUsed(() => native.sampleToken(logitIndex, sampler));
      if (token < 0) {
        throw new Error("No token could be sampled");
      }
      return token;
    },
    probabilities: async (logitIndex) =>
      (await whileUsed(() => native.sampleToken(logitIndex, sampler, true)))[1] ?? [],
    dispose() {
      isDisposed = true;
      void jobs.close().then(() => sampler.dispose());
    },
  };
}

/** A grammar before its first token. */
export function grammarState(model: LlamaModel, grammar: LlamaGrammar): GrammarState {
  const { AddonSampler } = (model as unknown as ModelInternals)._llama._bindings;
  const native = (new LlamaGrammarEvaluationState({ model, grammar }) as unknown as GrammarInternals)._state;
  return {
    native,
    accept(token) {
      // A token that the grammar rejects would leave it in a state that aborts the process.
      const isAllowed = AddonSampler.canBeNextTokenForGrammarEvaluationState(native, token);
      if (isAllowed && !model.isEogToken(token as Token)) {
        AddonSampler.acceptGrammarEvaluationStateToken(native, token);
      }
      return isAllowed;
    },
  };
}

/** The native handles that the addon uses, and the facts it verifies about them. */
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
    hold: () => holdContext(context),
  };
}

/** node-llama-cpp holds its contexts in the same way while it evaluates. */
function holdContext(context: LlamaContext): () => void {
  try {
    return (context as unknown as Internals)._backendContextDisposeGuard.createPreventDisposalHandle()
      .dispose;
  } catch {
    throw disposedError();
  }
}

const disposedError = () => new AddonError("disposed", "The context was disposed of");

function contextOf(context: LlamaContext): AddonContext {
  const native = (context as unknown as Partial<Internals>)._ctx;
  if (typeof native?.removeTokenCellsFromSequence !== "function") {
    throw new AppError("engine-failed", `node-llama-cpp ${checkedVersion} is required`);
  }
  return native;
}
