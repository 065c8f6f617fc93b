import { assertNever } from "../../../../shared/assert-never.ts";
import type {
  EngineRequest,
  EngineValue,
  GenerateRequest,
  KeptPlace,
  LoadedModel,
  LoadRequest,
} from "../../../../shared/inference/engine-protocol.ts";
import type { PromptRequest } from "../../../../shared/formats/chat-format.ts";
import type { GenerationResult } from "../../../../shared/inference/generation.ts";
import { isSameLoad, isSameSetup } from "../../../../shared/inference/same-load.ts";
import { AppError, toFailure } from "../../../../shared/ipc/result.ts";
import { describeEngine } from "./describe-engine.ts";
import type { EngineStart } from "../engine-environment.ts";
import { IdleKeeping, savingMs } from "./kept/idle-keeping.ts";
import { openLlamaLibrary, type LlamaLibrary } from "./llama-library.ts";
import type { EngineModel } from "./engine-model.ts";
import { loadFingerprint } from "./load-fingerprint.ts";
import { LoadedModels } from "./loaded-models.ts";
import type { HostPort } from "./port.ts";
import { workDone } from "./work-done.ts";
import { probeGpu } from "./probe-gpu.ts";
import { Run } from "./run.ts";

/**
 * Serves the engine protocol on a port. Requests run one after another, and while a generation is paused,
 * others run; a load that is superseded by a newer request is aborted.
 */
export class EngineHost {
  readonly #port: HostPort;
  readonly #scratchFolder: string | null;
  /** Opened at process start, so that the first model loads sooner. */
  readonly #library: Promise<LlamaLibrary>;
  readonly #runs = new Map<string, Run>();
  #load: LoadInProgress | null = null;
  #current: LoadedFile | null = null;
  /** null: nothing is kept after the process. */
  #keptPlace: KeptPlace | null = null;
  /** Chats that were deleted after their last request, which may not have ended. */
  readonly #forgotten = new Set<string>();
  readonly #idle = new IdleKeeping(() => void this.#next(() => this.#keepIdle()));
  #queue: Promise<unknown> = Promise.resolve();

  constructor(port: HostPort, { scratchFolder, skipped }: EngineStart) {
    this.#port = port;
    this.#scratchFolder = scratchFolder;
    this.#library = openLlamaLibrary(skipped, (variant) => port.post({ type: "opening-library", variant }));
    // The error is reported by the requests that await the library.
    this.#library.then(
      () => port.post({ type: "library-opened" }),
      () => port.post({ type: "library-opened" }),
    );
    port.onRequest((request) => void this.#serve(request));
    port.post({ type: "started" });
  }

  async #serve(request: EngineRequest): Promise<void> {
    switch (request.type) {
      case "load":
        return this.#answer(request.requestId, this.#startLoad(request.load));
      case "unload":
        this.#load?.abort.abort(supersededError());
        return this.#answer(
          request.requestId,
          this.#next(() => this.#unload()),
        );
      case "keep-contexts":
        this.#keptPlace = request.place;
        return;
      case "forget-contexts":
        for (const owner of request.owners ?? []) this.#forgotten.add(owner);
        this.#current?.models.main.forget(request.owners);
        return;
      case "count-segments":
        return this.#answer(
          request.requestId,
          this.#withModel((model) => model.countSegments(request.segments)),
        );
      case "probe":
        return this.#answer(
          request.requestId,
          openedLibrary(this.#library).then(({ llama }) => probeGpu(llama)),
        );
      case "describe":
        return this.#answer(request.requestId, openedLibrary(this.#library).then(describeEngine));
      case "generate":
        // Deleted chats can be restored.
        this.#forgotten.delete(request.generate.owner ?? "");
        return this.#answer(request.requestId, this.#startRun(request.generate));
      case "stop":
        this.#runs.get(request.runId)?.stop();
        return;
      case "pause":
        this.#runs.get(request.runId)?.pause();
        return;
      case "continue":
        this.#continue(request.runId);
        return;
      case "end-reasoning":
        this.#runs.get(request.runId)?.endReasoning();
        return;
      case "count-tokens":
        return this.#answer(
          request.requestId,
          this.#countTokens({ ...request.prompt, thinking: request.thinking }),
        );
      case "tokenize":
        return this.#answer(
          request.requestId,
          this.#withModel((model) => model.tokenize(request.text, request.how)),
        );
      case "detokenize":
        return this.#answer(
          request.requestId,
          this.#withModel((model) => model.textOf(request.tokens)),
        );
      case "render":
        return this.#answer(
          request.requestId,
          this.#withModel((model) => model.render({ ...request.prompt, thinking: request.thinking })),
        );
      case "are-you-there":
        this.#port.post({ type: "here", work: workDone() });
        return;
      case "dispose":
        return this.#dispose(request.requestId);
      default:
        return assertNever(request);
    }
  }

  async #answer(requestId: number, work: Promise<EngineValue>): Promise<void> {
    try {
      this.#port.post({ type: "done", requestId, value: await work });
    } catch (error) {
      this.#port.post({ type: "failed", requestId, error: toFailure(error) });
    }
  }

  /** Joins a load in progress with the same options, unless it was given up; any other load supersedes it. */
  #startLoad(request: LoadRequest): Promise<LoadedModel> {
    const running = this.#load;
    if (running !== null && !running.abort.signal.aborted && isSameLoad(running.request, request)) {
      return running.work.then((loaded) => ({ ...loaded, modelId: request.modelId }));
    }
    running?.abort.abort(supersededError());
    const abort = new AbortController();
    const work = this.#next(() => this.#loadModel(request, abort.signal)).finally(() => {
      if (this.#load?.abort === abort) {
        this.#load = null;
      }
    });
    this.#load = { request, abort, work };
    return work;
  }

  async #loadModel(request: LoadRequest, signal: AbortSignal): Promise<LoadedModel> {
    signal.throwIfAborted();
    const file = await loadFingerprint(request);
    if (this.#current !== null && this.#current.file === file && this.#serves(request)) {
      return { ...this.#current.models.loaded, modelId: request.modelId };
    }
    await this.#unload();
    let reported = -1;
    const onProgress = (progress: number) => {
      const percent = Math.floor(progress * 100);
      if (percent > reported) {
        reported = percent;
        this.#port.post({ type: "load-progress", modelId: request.modelId, progress: percent / 100 });
      }
    };
    const library = await openedLibrary(this.#library);
    const models = await LoadedModels.load(library, request, {
      onProgress,
      onDrafting: (drafting) => this.#port.post({ type: "drafting", drafting }),
      signal,
      scratchFolder: this.#scratchFolder,
      ...(this.#keptPlace !== null && {
        keeping: {
          place: () => this.#keptPlace ?? noPlace,
          isForgotten: (owner: string) => this.#forgotten.has(owner),
        },
      }),
    });
    this.#current = { file, request, models };
    return models.loaded;
  }

  async #withModel<T>(work: (model: EngineModel) => T): Promise<T> {
    if (this.#current === null) throw new AppError("no-model", "No model is loaded");
    return work(this.#current.models.main);
  }

  #serves(request: LoadRequest): boolean {
    const current = this.#current;
    return (
      current !== null &&
      isSameSetup(request, current.request) &&
      (request.contextLength === current.request.contextLength ||
        request.contextLength === current.models.loaded.contextSizeTokens)
    );
  }

  async #startRun(request: GenerateRequest): Promise<GenerationResult> {
    const { runId } = request;
    const run = new Run(request, (event) => this.#port.post({ type: "event", runId, event }));
    this.#runs.set(runId, run);
    this.#idle.end();
    this.#advance(runId, run);
    try {
      return await run.result;
    } finally {
      this.#runs.delete(runId);
      if (this.#runs.size === 0)
        this.#idle.begin(this.#current?.models.main.context.keeping.bytesToKeep ?? 0);
    }
  }

  #advance(runId: string, run: Run): void {
    void this.#next(async () => {
      const current = this.#current;
      await run.advance(current && { file: current.file, model: current.models.for(run.request) });
      current?.models.main.drafting.report();
      if (run.isPaused) {
        this.#port.post({ type: "paused", runId });
        if (run.takeContinue()) this.#advance(runId, run);
      }
    });
  }

  #continue(runId: string): void {
    const run = this.#runs.get(runId);
    if (run?.continue() === true) this.#advance(runId, run);
  }

  /** At once where a model is loaded: counting does not use the context. */
  async #countTokens(request: PromptRequest): Promise<number> {
    if (this.#current === null) await this.#queue;
    if (this.#current === null) throw new AppError("no-model", "No model is loaded");
    return this.#current.models.for(request).promptFor(request).tokens.length;
  }

  async #keepIdle(): Promise<void> {
    if (this.#runs.size === 0) await this.#current?.models.main.context.keeping.keep(false);
  }

  /** @param limitMs for what was not kept yet; a context that takes longer is not kept */
  async #unload(limitMs = 2_000): Promise<null> {
    const current = this.#current;
    this.#idle.end();
    this.#current = null;
    for (const run of this.#runs.values()) {
      run.release();
    }
    const context = current?.models.main.context;
    if (context !== undefined && savingMs(context.keeping.bytesToKeep) <= limitMs)
      await context.keeping.keep(true);
    await current?.models.dispose();
    return null;
  }

  async #dispose(requestId: number): Promise<void> {
    this.#load?.abort.abort(supersededError());
    for (const run of this.#runs.values()) {
      run.stop();
    }
    await this.#answer(
      requestId,
      // The app that quits waits for it.
      this.#next(() => this.#unload(500)),
    );
    this.#port.exit();
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#queue.then(work);
    this.#queue = result.catch(() => undefined);
    return result;
  }
}

const noPlace: KeptPlace = { folder: "", budgetBytes: 0 };

interface LoadInProgress {
  readonly request: LoadRequest;
  readonly abort: AbortController;
  readonly work: Promise<LoadedModel>;
}

interface LoadedFile {
  /** The identity of its files. */
  readonly file: string;
  readonly request: LoadRequest;
  readonly models: LoadedModels;
}

const supersededError = () =>
  new AppError("model-load-failed", "Another model was requested meanwhile", { detail: "superseded" });

async function openedLibrary(library: Promise<LlamaLibrary>): Promise<LlamaLibrary> {
  try {
    return await library;
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new AppError("engine-failed", `llama.cpp could not be initialized: ${detail}`, { detail });
  }
}
