import type { LlamaContext, LlamaModel } from "node-llama-cpp";
import type { Sampling } from "../../../shared/engine/protocol.ts";
import { AppError } from "../../../shared/ipc/result.ts";

/**
 * Everything here that is not public in node-llama-cpp, and nothing of it anywhere else.
 *
 * The public sequence rewinds by rules of its own (see `cells.ts` for why those are wrong here), shifts a full context
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
}

interface AddonSampler {
  applyConfig(config: Readonly<Record<string, number>>): void;
  dispose(): void;
}

type AddonModel = object;

interface Internals {
  readonly _ctx: AddonContext;
}

interface ModelInternals {
  readonly _model: AddonModel;
  readonly _llama: { readonly _bindings: { readonly AddonSampler: new (model: AddonModel) => AddonSampler } };
}

/** llama.cpp's context as it is, with its one sequence. Positions count from 0; calls must not overlap. */
export interface NativeContext {
  /** Evaluates tokens at these positions. With logits it answers where those of the last token are. */
  decode(tokens: readonly number[], firstPosition: number, withLogits: boolean): Promise<number>;
  /** Forgets this position and all after it; false: this can not be done, and nothing may be assumed any more. */
  forgetFrom(position: number): boolean;
  forgetAll(): void;
  /** Of the layers with a sliding window, which forget; -1 when empty. */
  oldestPosition(): number;
  newestPosition(): number;
  /** For the evaluations from now on. */
  useThreads(threads: number): void;
}

export interface NativeSampler {
  /** @throws when no token can be sampled */
  sample(logitIndex: number): Promise<number>;
  dispose(): void;
}

const sequence = 0;

export function nativeContext(context: LlamaContext): NativeContext {
  const native = contextOf(context);
  return {
    async decode(tokens, firstPosition, withLogits) {
      native.initBatch(tokens.length);
      const wanted = Uint32Array.from(withLogits ? [tokens.length - 1] : []);
      const indexes = native.addToBatch(sequence, firstPosition, Uint32Array.from(tokens), wanted);
      await native.decodeBatch();
      return indexes[0] ?? -1;
    },
    forgetFrom: (position) => native.removeTokenCellsFromSequence(sequence, position, -1),
    forgetAll: () => native.disposeSequence(sequence),
    oldestPosition: () => native.getSequenceKvCacheMinPosition(sequence),
    newestPosition: () => native.getSequenceKvCacheMaxPosition(sequence),
    useThreads: (threads) => native.setThreads(threads),
  };
}

export function nativeSampler(
  model: LlamaModel,
  context: LlamaContext,
  sampling: Sampling & { readonly seed: number },
): NativeSampler {
  const { _model, _llama } = model as unknown as ModelInternals;
  const native = contextOf(context);
  const sampler = new _llama._bindings.AddonSampler(_model);
  sampler.applyConfig(samplerConfig(sampling));
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
