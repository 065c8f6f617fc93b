import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { GenerationEvent, GenerationResult } from "../../../../shared/inference/generation.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { EngineModel } from "./engine-model.ts";
import { Generation } from "./generation.ts";
import { ReadAhead } from "./read-ahead.ts";
import type { RunWork } from "./run-work.ts";

/** A loaded model, and the identity of its files. */
export interface CurrentModel {
  readonly file: string;
  readonly model: EngineModel;
}

/** One generate request from its arrival to its result, with its pauses. */
export class Run {
  readonly request: GenerateRequest;
  readonly result: Promise<GenerationResult>;
  readonly #abort = new AbortController();
  readonly #generation: RunWork;
  readonly #resolve: (result: GenerationResult) => void;
  readonly #reject: (reason: unknown) => void;
  #state: "waiting" | "running" | "paused" | "ended" = "waiting";
  /** The files of the model it began with. */
  #file: string | null = null;
  #isContinueWanted = false;

  constructor(request: GenerateRequest, post: (event: GenerationEvent) => void) {
    const { promise, resolve, reject } = Promise.withResolvers<GenerationResult>();
    this.request = request;
    this.result = promise;
    this.#resolve = resolve;
    this.#reject = reject;
    const { signal } = this.#abort;
    this.#generation =
      request.readsAhead === undefined
        ? new Generation(request, { post, signal })
        : new ReadAhead(request, request.readsAhead, signal);
  }

  get isPaused(): boolean {
    return this.#state === "paused";
  }

  /** Generates until the reply ends or is paused. Never rejects: `result` does. */
  async advance(current: CurrentModel | null): Promise<void> {
    if (this.#state === "ended") return;
    this.#state = "running";
    try {
      const result = await this.#generation.run(this.#modelIn(current));
      if (result === null) {
        this.#state = "paused";
        if (this.#abort.signal.aborted) this.#end(this.#generation.stop());
      } else {
        this.#end(result);
      }
    } catch (error) {
      this.#state = "ended";
      this.#generation.abandon?.();
      this.#reject(error);
    }
  }

  stop(): void {
    this.#abort.abort();
    if (this.isPaused) this.#end(this.#generation.stop());
  }

  pause(): void {
    this.#isContinueWanted = false;
    this.#generation.pause?.();
  }

  /**
   * @returns whether `advance` must be called. Otherwise the pause has not been reached yet, and
   * `takeContinue` will tell.
   */
  continue(): boolean {
    if (this.isPaused) {
      this.#generation.continue?.();
      this.#state = "waiting";
      return true;
    }
    this.#isContinueWanted = true;
    return false;
  }

  /** Whether it was continued before the pause was reached. */
  takeContinue(): boolean {
    const isWanted = this.#isContinueWanted;
    this.#isContinueWanted = false;
    return isWanted && this.continue();
  }

  endReasoning(): void {
    this.#generation.endReasoning?.();
  }

  /** Must be called before a model is disposed of. */
  release(): void {
    this.#generation.release?.();
  }

  #end(result: GenerationResult): void {
    this.#state = "ended";
    this.#resolve(result);
  }

  #modelIn(current: CurrentModel | null): EngineModel {
    if (current === null) {
      throw new AppError("no-model", "No model is loaded");
    }
    this.#file ??= current.file;
    if (this.#file !== current.file) {
      throw new AppError("no-model", "The model of the paused generation is not loaded");
    }
    return current.model;
  }
}
