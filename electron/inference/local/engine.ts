import type {
  EngineDelta,
  GenerateRequest,
  GenerationResult,
  LoadedModel,
  LoadRequest,
  ReadingProgress,
} from "../../../shared/inference/engine-protocol.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { ProcessExit } from "./engine-process.ts";
import type { Hang } from "./hang-detector.ts";
import type { Gpu } from "../../../shared/models/hardware.ts";

export interface GenerationListener {
  /** Prefill progress. */
  reading(reading: ReadingProgress): void;
  /** Called in order; one delta may hold several tokens. */
  delta(delta: EngineDelta): void;
  thoughtEnded(durationMs: number): void;
}

/**
 * Runs one model and one generation at a time; callers that need more must queue.
 *
 * Every promise may reject with `AppError("engine-crashed")` (the engine process exited) or `engine-hung`
 * (the process hung and was killed). The deltas received so far remain valid, and the next call starts a new
 * process with no model loaded.
 */
export interface Engine {
  /**
   * Loads a model in place of the current one; does nothing when the same file is already loaded with the
   * same options. A load or unload requested meanwhile cancels this one: `model-load-failed` with detail
   * "superseded".
   * @throws AppError `model-load-failed` {detail: the engine's message}, `model-missing`, `engine-crashed`,
   * `engine-failed`
   */
  load(request: LoadRequest, onProgress: (progress: number) => void): Promise<LoadedModel>;
  unload(): Promise<void>;
  /** The usable GPUs, combined; null when there are none. */
  probeGpu(): Promise<Gpu | null>;
  /**
   * Generates one reply with the loaded model. Resolves normally when stopped.
   * @throws AppError `message-too-long` {promptTokens, contextSizeTokens}, `no-model`, `engine-crashed`,
   * `engine-failed`
   */
  generate(request: GenerateRequest, listener: GenerationListener): Promise<GenerationResult>;
  /** Stops that generation; unknown run ids are ignored. */
  stop(runId: string): void;
  /** The loaded model; null after a crash. */
  readonly loaded: LoadedModel | null;
  /** Called when the process exits unexpectedly. Returns an unsubscribe function. */
  onCrash(listener: (crash: EngineCrash) => void): () => void;
  /** Shuts the process down. The engine cannot be used afterwards. */
  dispose(): Promise<void>;
}

export interface EngineCrash extends ProcessExit {
  /** Why the watchdog killed the process; null when it exited by itself. */
  readonly hang: Hang | null;
}

/** The error that rejects pending calls. */
export function crashError({ exitCode, signal, hang }: EngineCrash): AppError {
  return hang === null
    ? new AppError("engine-crashed", "The engine process exited", { exitCode, signal })
    : new AppError("engine-hung", `The engine process hung and was killed: it was ${hang}`, { reason: hang });
}
