import type { TextSegment } from "../../../shared/formats/prompt-template.ts";
import type {
  EngineFacts,
  GenerateRequest,
  KeptPlace,
  LoadedModel,
  LoadRequest,
  TextToken,
  TokenizeOptions,
} from "../../../shared/inference/engine-protocol.ts";
import type { Drafting } from "../../../shared/inference/drafting.ts";
import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import { isSameLoad } from "../../../shared/inference/same-load.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { Gpu } from "../../../shared/models/hardware.ts";
import type { StartEngineProcess } from "./engine-process.ts";
import type { Engine, EngineCrash } from "./engine.ts";
import { FailedVariants } from "./failed-variants.ts";
import { hangLimits, type HangLimits } from "./hang-detector.ts";
import { RunningProcess } from "./running-process.ts";
import { freshScratchFolder } from "./scratch-folder.ts";

/** How long `dispose` waits for the process to exit before killing it. */
const disposeTimeoutMs = 2000;

/**
 * An engine in a child process, which is started on first use and restarted on the first use after a crash.
 */
export class EngineClient implements Engine {
  readonly #start: StartEngineProcess;
  readonly #scratchFolder: string | null;
  readonly #limits: HangLimits;
  readonly #variants: FailedVariants;
  readonly #crashListeners = new Set<(crash: EngineCrash) => void>();
  readonly #draftingListeners = new Set<(drafting: Drafting) => void>();
  #running: RunningProcess | null = null;
  #loaded: LoadedModel | null = null;
  #lastLoad: LoadRequest | null = null;
  #keptPlace: KeptPlace | null = null;
  #isDisposed = false;

  /** @param scratchFolder for temporary files of the engine process; emptied before each start, null: none */
  constructor(
    start: StartEngineProcess,
    scratchFolder: string | null = null,
    limits = hangLimits,
    variants = new FailedVariants(),
  ) {
    this.#start = start;
    this.#variants = variants;
    this.#limits = limits;
    this.#scratchFolder = scratchFolder;
  }

  get loaded(): LoadedModel | null {
    return this.#loaded;
  }

  async load(request: LoadRequest, onProgress: (progress: number) => void): Promise<LoadedModel> {
    if (this.#lastLoad === null || !isSameLoad(request, this.#lastLoad)) {
      // The engine unloads the current model before it loads another one.
      this.#loaded = null;
    }
    this.#lastLoad = request;
    try {
      this.#loaded = await this.#withAnyVariant((running) => running.load(request, onProgress));
      return this.#loaded;
    } catch (error) {
      this.#loaded = null;
      throw error;
    }
  }

  async unload(): Promise<void> {
    this.#loaded = null;
    await this.#running?.unload();
  }

  async probeGpu(): Promise<Gpu | null> {
    return this.#withAnyVariant((running) => running.probeGpu());
  }

  async describe(): Promise<EngineFacts> {
    return this.#withAnyVariant((running) => running.describe());
  }

  async generate(
    request: GenerateRequest,
    onEvent: (event: GenerationEvent) => void,
  ): Promise<GenerationResult> {
    return this.#process().generate(request, onEvent);
  }

  stop(runId: string): void {
    this.#running?.stop(runId);
  }

  async pause(runId: string): Promise<void> {
    await this.#running?.pause(runId);
  }

  continue(runId: string): void {
    this.#running?.continue(runId);
  }

  endReasoning(runId: string): void {
    this.#running?.endReasoning(runId);
  }

  async countTokens(prompt: Prompt, thinking: boolean): Promise<number> {
    return this.#process().countTokens(prompt, thinking);
  }

  async countSegments(segments: readonly TextSegment[]): Promise<number> {
    return this.#process().countSegments(segments);
  }

  async tokenize(text: string, how: TokenizeOptions): Promise<readonly TextToken[]> {
    return this.#process().tokenize(text, how);
  }

  async detokenize(tokens: readonly number[]): Promise<string> {
    return this.#process().detokenize(tokens);
  }

  async render(prompt: Prompt, thinking: boolean): Promise<string> {
    return this.#process().render(prompt, thinking);
  }

  onDrafting(listener: (drafting: Drafting) => void): () => void {
    this.#draftingListeners.add(listener);
    return () => this.#draftingListeners.delete(listener);
  }

  /** Keeps contexts of chats on disk from now on, also in later processes. */
  keepContexts(place: KeptPlace): void {
    this.#keptPlace = place;
    this.#running?.keepContexts(place);
  }

  /** Makes the engine delete what it keeps under these names, and keep no more of it; null: of all. */
  forgetContexts(owners: readonly string[] | null): void {
    this.#running?.forgetContexts(owners);
  }

  onCrash(listener: (crash: EngineCrash) => void): () => void {
    this.#crashListeners.add(listener);
    return () => this.#crashListeners.delete(listener);
  }

  async dispose(): Promise<void> {
    this.#isDisposed = true;
    const running = this.#running;
    if (running !== null) {
      running.requestExit();
      const killing = setTimeout(() => running.kill(), disposeTimeoutMs);
      killing.unref();
      await running.ended;
      clearTimeout(killing);
    }
  }

  #process(): RunningProcess {
    if (this.#isDisposed) {
      throw new AppError("engine-failed", "The engine was shut down");
    }
    if (this.#running === null) {
      this.#running = this.#startProcess();
      if (this.#keptPlace !== null) this.#running.keepContexts(this.#keptPlace);
    }
    return this.#running;
  }

  #startProcess(): RunningProcess {
    const scratchFolder = this.#scratchFolder === null ? null : freshScratchFolder(this.#scratchFolder);
    return new RunningProcess(this.#start(scratchFolder, this.#variants.all), this.#limits, {
      onDrafting: (drafting) => this.#draftingChanged(drafting),
      onEnd: (crash) => this.#ended(crash),
    });
  }

  /** Where the library ends the process when it is loaded, the next variant is tried at once. */
  async #withAnyVariant<T>(work: (running: RunningProcess) => Promise<T>): Promise<T> {
    for (;;) {
      const failed = this.#variants.all;
      try {
        return await work(this.#process());
      } catch (error) {
        if (this.#isDisposed || this.#variants.all === failed) throw error;
      }
    }
  }

  /** While another model is being loaded, the message is about the one before. */
  #draftingChanged(drafting: Drafting): void {
    if (this.#loaded === null) return;
    this.#loaded = { ...this.#loaded, drafting };
    for (const listener of this.#draftingListeners) {
      listener(drafting);
    }
  }

  #ended(crash: EngineCrash): void {
    this.#running = null;
    this.#loaded = null;
    if (crash.opening !== null && !this.#isDisposed) this.#variants.remember(crash.opening);
    if (!this.#isDisposed) {
      for (const listener of this.#crashListeners) {
        listener(crash);
      }
    }
  }
}
