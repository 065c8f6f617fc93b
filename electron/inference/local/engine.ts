import type { TextSegment } from "../../../shared/formats/prompt-template.ts";
import type {
  EngineFacts,
  GenerateRequest,
  LoadedModel,
  LoadRequest,
} from "../../../shared/inference/engine-protocol.ts";
import type { Drafting } from "../../../shared/inference/drafting.ts";
import type { LibraryVariant } from "../../../shared/inference/engine-library.ts";
import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { Tokenizer } from "../tokenizer.ts";
import type { ProcessExit } from "./engine-process.ts";
import type { Hang } from "./hang-detector.ts";
import type { Gpu } from "../../../shared/models/hardware.ts";

/**
 * The runtime of local models: it owns the process that llama.cpp runs in. One model is loaded and one
 * generation runs at a time; the scheduler sees to that.
 *
 * Every promise may reject with `AppError("engine-crashed")`: the process ended; or with `engine-hung`: it
 * made no progress and was killed. The caller keeps what was generated so far, and the next call starts a new
 * process with nothing loaded.
 */
export interface Engine extends Tokenizer {
  /**
   * Loads a model in place of the one that is loaded; does nothing when the same file is loaded in the same
   * way. Asking for another one (or unloading) during a load cancels it: `model-load-failed` with
   * "superseded".
   * @throws AppError `model-load-failed` {detail: llama.cpp's message}, `model-missing`, `engine-crashed`,
   * `engine-failed`
   */
  load(request: LoadRequest, onProgress: (progress: number) => void): Promise<LoadedModel>;
  unload(): Promise<void>;
  /** The usable GPUs, combined; null when there are none. */
  probeGpu(): Promise<Gpu | null>;
  /** What the engine consists of, and the memory of its process now. */
  describe(): Promise<EngineFacts>;
  /**
   * Generates one assistant turn with the loaded model. Being stopped is a normal end.
   * @param onEvent called in order, at about one delta a frame
   * @throws AppError `message-too-long` {promptTokens, contextSizeTokens}, `no-model`, `engine-crashed`,
   * `engine-failed`
   */
  generate(request: GenerateRequest, onEvent: (event: GenerationEvent) => void): Promise<GenerationResult>;
  /** Ends a generation soon; unknown runs are ignored. */
  stop(runId: string): void;
  /**
   * Interrupts a generation at a token boundary. Resolves when the engine is free; never, where the
   * generation has ended.
   */
  pause(runId: string): Promise<void>;
  /** Continues a paused generation; its model must be the loaded one. */
  continue(runId: string): void;
  /** Closes reasoning at the next word boundary; the answer follows. Unknown runs are ignored. */
  endReasoning(runId: string): void;
  /** Tokens of the rendered prompt. @throws AppError `no-model`, `engine-crashed`, `engine-failed` */
  countTokens(prompt: Prompt, thinking: boolean): Promise<number>;
  /**
   * Tokens of a prompt that was rendered elsewhere, in the loaded model's vocabulary.
   * @throws AppError `no-model`, `engine-crashed`, `engine-failed`
   */
  countSegments(segments: readonly TextSegment[]): Promise<number>;
  /** What is loaded now; null after a crash. */
  readonly loaded: LoadedModel | null;
  /**
   * Called when the loaded model's drafting changes; `loaded` has the new state by then. Returns an
   * unsubscribe function.
   */
  onDrafting(listener: (drafting: Drafting) => void): () => void;
  /** Called when the process exits unexpectedly. Returns an unsubscribe function. */
  onCrash(listener: (crash: EngineCrash) => void): () => void;
  /** Shuts the process down. The engine cannot be used afterwards. */
  dispose(): Promise<void>;
}

export interface EngineCrash extends ProcessExit {
  /** Why the watchdog killed the process; null when it exited by itself. */
  readonly hang: Hang | null;
  /** The variant of the library that was being loaded; null: none was. */
  readonly opening: LibraryVariant | null;
}

/** The error that rejects pending calls. */
export function crashError({ exitCode, signal, hang }: EngineCrash): AppError {
  return hang === null
    ? new AppError("engine-crashed", "The engine process exited", { exitCode, signal })
    : new AppError("engine-hung", `The engine process hung and was killed: it was ${hang}`, { reason: hang });
}
