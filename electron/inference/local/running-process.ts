import type { TextSegment } from "../../../shared/formats/prompt-template.ts";
import type {
  EngineFacts,
  EngineRequest,
  GenerateRequest,
  KeptPlace,
  LoadedModel,
  LoadRequest,
  TextToken,
  TokenizeOptions,
} from "../../../shared/inference/engine-protocol.ts";
import type { Drafting } from "../../../shared/inference/drafting.ts";
import type { LibraryVariant } from "../../../shared/inference/engine-library.ts";
import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { Gpu } from "../../../shared/models/hardware.ts";
import { isAnswerTo, parseEngineMessage } from "./engine-messages.ts";
import type { EngineProcess, ProcessExit } from "./engine-process.ts";
import { crashError, type EngineCrash } from "./engine.ts";
import type { Hang, HangLimits } from "./hang-detector.ts";
import { Watchdog } from "./watchdog.ts";

/** How long to wait for a killed process that the system cannot end yet because of a disk or a driver. */
const killTimeoutMs = 5_000;

/** One engine process: its pending requests, and the listeners of its loads and generations. */
export class RunningProcess {
  /** Resolves when the process has exited for any reason; all pending requests have been rejected by then. */
  readonly ended: Promise<void>;
  readonly #process: EngineProcess;
  readonly #listeners: ProcessListeners;
  readonly #watchdog: Watchdog;
  readonly #pending = new Map<number, Pending>();
  readonly #runs = new Map<string, ListeningRun>();
  readonly #loads = new Set<LoadInProgress>();
  #lastRequestId = 0;
  #hang: Hang | null = null;
  #opening: LibraryVariant | null = null;
  #hasEnded = false;
  #resolveEnded: () => void = () => undefined;

  constructor(process: EngineProcess, limits: HangLimits, listeners: ProcessListeners) {
    this.#process = process;
    this.#listeners = listeners;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    const ping = () => process.post({ type: "are-you-there" });
    this.#watchdog = new Watchdog(limits, ping, (hang) => this.#killHanging(hang));
    process.onMessage((message) => this.#receive(message));
    process.onExit((exit) => this.#end(exit));
  }

  async load(request: LoadRequest, onProgress: (progress: number) => void): Promise<LoadedModel> {
    const load = { modelId: request.modelId, onProgress };
    this.#loads.add(load);
    try {
      return await this.#ask(isAnswerTo.load, (requestId) => ({ type: "load", requestId, load: request }));
    } finally {
      this.#loads.delete(load);
    }
  }

  async unload(): Promise<void> {
    await this.#ask(isAnswerTo.unload, (requestId) => ({ type: "unload", requestId }));
  }

  async probeGpu(): Promise<Gpu | null> {
    return this.#ask(isAnswerTo.probe, (requestId) => ({ type: "probe", requestId }));
  }

  async describe(): Promise<EngineFacts> {
    return this.#ask(isAnswerTo.describe, (requestId) => ({ type: "describe", requestId }));
  }

  async generate(
    request: GenerateRequest,
    onEvent: (event: GenerationEvent) => void,
  ): Promise<GenerationResult> {
    this.#runs.set(request.runId, { onEvent, onPaused: () => undefined, isPaused: false });
    try {
      return await this.#ask(isAnswerTo.generate, (requestId) => ({
        type: "generate",
        requestId,
        generate: request,
      }));
    } finally {
      this.#runs.delete(request.runId);
      this.#watch();
    }
  }

  stop(runId: string): void {
    this.#setPaused(runId, false);
    this.#process.post({ type: "stop", runId });
  }

  /** Resolves when the generation is paused; never, where it has ended. */
  pause(runId: string): Promise<void> {
    return new Promise((resolve) => {
      const run = this.#runs.get(runId);
      if (run === undefined) return;
      run.onPaused = resolve;
      this.#process.post({ type: "pause", runId });
    });
  }

  continue(runId: string): void {
    this.#setPaused(runId, false);
    this.#process.post({ type: "continue", runId });
  }

  endReasoning(runId: string): void {
    this.#process.post({ type: "end-reasoning", runId });
  }

  async countTokens(prompt: Prompt, thinking: boolean): Promise<number> {
    return this.#ask(isAnswerTo.count, (requestId) => ({
      type: "count-tokens",
      requestId,
      prompt,
      thinking,
    }));
  }

  async countSegments(segments: readonly TextSegment[]): Promise<number> {
    return this.#ask(isAnswerTo.count, (requestId) => ({ type: "count-segments", requestId, segments }));
  }

  async tokenize(text: string, how: TokenizeOptions): Promise<readonly TextToken[]> {
    return this.#ask(isAnswerTo.tokenize, (requestId) => ({ type: "tokenize", requestId, text, how }));
  }

  async detokenize(tokens: readonly number[]): Promise<string> {
    return this.#ask(isAnswerTo.detokenize, (requestId) => ({ type: "detokenize", requestId, tokens }));
  }

  async render(prompt: Prompt, thinking: boolean): Promise<string> {
    return this.#ask(isAnswerTo.render, (requestId) => ({ type: "render", requestId, prompt, thinking }));
  }

  keepContexts(place: KeptPlace): void {
    this.#process.post({ type: "keep-contexts", place });
  }

  forgetContexts(owners: readonly string[] | null): void {
    this.#process.post({ type: "forget-contexts", owners });
  }

  /** The process exits without answering. */
  requestExit(): void {
    this.#process.post({ type: "dispose", requestId: ++this.#lastRequestId });
  }

  /** Kills the process, and counts it as ended soon, even when the system cannot end it. */
  kill(): void {
    this.#process.kill();
    const end = () => this.#end({ exitCode: null, signal: null, lastWords: "" });
    setTimeout(end, killTimeoutMs).unref();
  }

  #ask<T>(
    isAnswer: (value: unknown) => value is T,
    request: (requestId: number) => EngineRequest,
  ): Promise<T> {
    const requestId = ++this.#lastRequestId;
    return new Promise<T>((resolve, reject) => {
      const take = (value: unknown) => {
        if (isAnswer(value)) resolve(value);
        else
          reject(
            new AppError("engine-failed", "The engine answered with something else", { detail: "answer" }),
          );
      };
      this.#pending.set(requestId, { resolve: take, reject });
      this.#watch();
      this.#process.post(request(requestId));
    });
  }

  /** Ignores unexpected messages: duplicate responses, deltas of a finished run, unknown types. */
  #receive(received: unknown): void {
    const message = parseEngineMessage(received);
    if (message === null) return;
    if (message.type === "here") {
      this.#watchdog.answered(message.work);
    } else {
      this.#watchdog.progressed();
    }
    switch (message.type) {
      case "started":
      case "here":
        return;
      case "opening-library":
        this.#opening = message.variant;
        return;
      case "library-opened":
        this.#opening = null;
        return;
      case "load-progress":
        for (const { modelId, onProgress } of this.#loads) {
          if (modelId === message.modelId) {
            onProgress(message.progress);
          }
        }
        return;
      case "event":
        return this.#runs.get(message.runId)?.onEvent(message.event);
      case "paused":
        this.#setPaused(message.runId, true);
        return this.#runs.get(message.runId)?.onPaused();
      case "drafting":
        this.#listeners.onDrafting(message.drafting);
        return;
      case "done":
        return this.#take(message.requestId)?.resolve(message.value);
      case "failed": {
        const { code, message: text, data } = message.error;
        return this.#take(message.requestId)?.reject(new AppError(code, text, data));
      }
    }
  }

  #take(requestId: number): Pending | undefined {
    const pending = this.#pending.get(requestId);
    this.#pending.delete(requestId);
    this.#watch();
    return pending;
  }

  #setPaused(runId: string, isPaused: boolean): void {
    const run = this.#runs.get(runId);
    if (run !== undefined) run.isPaused = isPaused;
    this.#watch();
  }

  /** Expects progress while a request is pending, but not of paused generations. */
  #watch(): void {
    const paused = [...this.#runs.values()].filter(({ isPaused }) => isPaused).length;
    if (this.#pending.size > paused && !this.#hasEnded) {
      this.#watchdog.start();
    } else {
      this.#watchdog.stop();
    }
  }

  #killHanging(hang: Hang): void {
    this.#hang = hang;
    this.kill();
  }

  /** Handles the exit once: reported by the process, or assumed after `killTimeoutMs`. */
  #end(exit: ProcessExit): void {
    if (this.#hasEnded) {
      return;
    }
    this.#hasEnded = true;
    this.#watchdog.stop();
    const crash = { ...exit, hang: this.#hang, opening: this.#opening };
    this.#listeners.onEnd(crash);
    for (const { reject } of this.#pending.values()) {
      reject(crashError(crash));
    }
    this.#pending.clear();
    this.#resolveEnded();
  }
}

export interface ProcessListeners {
  readonly onDrafting: (drafting: Drafting) => void;
  readonly onEnd: (crash: EngineCrash) => void;
}

interface ListeningRun {
  readonly onEvent: (event: GenerationEvent) => void;
  onPaused: () => void;
  isPaused: boolean;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: AppError) => void;
}

interface LoadInProgress {
  readonly modelId: string;
  readonly onProgress: (progress: number) => void;
}
