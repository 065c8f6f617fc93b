import type {
  EngineDelta,
  GenerateRequest,
  LoadedModel,
  LoadRequest,
  ReadingProgress,
} from "../../../shared/inference/engine-protocol.ts";
import type { GenerationResult } from "../../../shared/inference/generation.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { ProcessExit } from "./engine-process.ts";
import type { Hang } from "./hang-detector.ts";
import type { Gpu } from "../../../shared/models/hardware.ts";

export interface GenerationListener {
  /** The conversation is being evaluated. */
  reading(reading: ReadingProgress): void;
  /** In order; several tokens may come as one. */
  delta(delta: EngineDelta): void;
  thoughtEnded(durationMs: number): void;
}

/**
 * A language model that writes replies. One model and one generation at a time; whoever needs more queues.
 *
 * Every promise may reject with `AppError("engine-crashed")`: the engine's process ended; or with `engine-hung`: it did
 * nothing any more and was ended. What was streamed is kept by the caller, and the next call starts a new process with
 * nothing loaded.
 */
export interface Engine {
  /**
   * Loads a model in place of the one loaded; does nothing when the same file is loaded in the same way.
   * Asking for another one (or unloading) in the middle gives this one up: `model-load-failed` with "superseded".
   * @throws AppError `model-load-failed` {detail: the engine's words}, `model-missing`, `engine-crashed`, `engine-failed`
   */
  load(request: LoadRequest, onProgress: (progress: number) => void): Promise<LoadedModel>;
  unload(): Promise<void>;
  /** The GPUs that can be used, together; null: none. */
  probeGpu(): Promise<Gpu | null>;
  /**
   * Writes one reply with the loaded model. Being stopped is a normal end.
   * @throws AppError `message-too-long` {promptTokens, contextSizeTokens}, `no-model`, `engine-crashed`, `engine-failed`
   */
  generate(request: GenerateRequest, listener: GenerationListener): Promise<GenerationResult>;
  /** Ends that generation soon; unknown runs are ignored. */
  stop(runId: string): void;
  /** What is loaded now; null after a crash. */
  readonly loaded: LoadedModel | null;
  /** Called when the process ends without having been asked to. Returns what ends the subscription. */
  onCrash(listener: (crash: EngineCrash) => void): () => void;
  /** Ends the process. The engine can not be used afterwards. */
  dispose(): Promise<void>;
}

export interface EngineCrash extends ProcessExit {
  /** Why it was ended by us; null: it ended by itself. */
  readonly hang: Hang | null;
}

/** What whoever waited for an answer is told. */
export function crashError({ exitCode, signal, hang }: EngineCrash): AppError {
  return hang === null
    ? new AppError("engine-crashed", "The engine's process ended", { exitCode, signal })
    : new AppError("engine-hung", `The engine's process was ended: it was ${hang}`, { reason: hang });
}
