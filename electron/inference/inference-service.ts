import type { GenerationResult } from "../../shared/inference/generation.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { ModelId } from "../../shared/models/model.ts";
import { parseRemoteModelId } from "../../shared/models/remote-server.ts";
import type { ChatModel, Generation } from "./chat-model.ts";
import { EventStream } from "./event-stream.ts";
import type {
  Inference,
  InferenceEvent,
  InferenceRequest,
  InferenceResult,
  ReadAheadRequest,
  WantedModel,
} from "./inference-request.ts";
import type { LocalChatModel } from "./local/local-chat-model.ts";
import type { ModelLoader } from "./model-loader.ts";
import { PausableRun } from "./pausable-run.ts";
import type { Job, Scheduler } from "./scheduler.ts";

export interface InferenceServiceOptions {
  readonly scheduler: Scheduler;
  readonly loader: Pick<ModelLoader, "load" | "has" | "isReadyFor" | "giveUpHeld" | "state" | "onChange">;
  /** The model that is loaded; null: none is, or the engine has just crashed. */
  readonly localModel: (name: string) => LocalChatModel | null;
  /**
   * The model of a server that the user added; null: the id names a local model.
   * @throws AppError `server-missing`
   */
  readonly remoteModel: (wanted: WantedModel) => Promise<ChatModel> | null;
  /** Called with what a local model took, however its generation ended. */
  readonly onMeasured?: ((modelId: ModelId, result: GenerationResult) => void) | undefined;
}

/**
 * Generates text for every consumer: chat, tasks, the API, the command line and tools. It knows no
 * conversation. The life of a request is written here and nowhere else: queue, load, prefill, decode, end.
 */
export class InferenceService {
  readonly #options: InferenceServiceOptions;
  /** Requests for the local engine that have not ended, by job. */
  readonly #local = new Map<Job, LocalRequest>();

  constructor(options: InferenceServiceOptions) {
    this.#options = options;
    options.loader.onChange(() => this.reportPositions());
  }

  generate(request: InferenceRequest, signal: AbortSignal): Inference {
    const remote = this.#options.remoteModel(request.model);
    const events = new EventStream<InferenceEvent>();
    const run =
      remote === null ? this.#runLocal(request, signal, events) : runRemote(remote, request, signal, events);
    const end = () => events.end();
    // Handles the failure too, for consumers that read only the events; who awaits the result receives it.
    run.result.then(end, end);
    return { events, result: run.result, endReasoning: () => run.endReasoning() };
  }

  /**
   * Works with a model without generating, such as to count tokens: at once where it is loaded, else in turn.
   * Where the signal is aborted before its turn, it fails with the signal's reason.
   * @throws AppError as `ModelLoader.load` does; errors of the work
   */
  async withModel<T>(
    request: Omit<InferenceRequest, "prepare">,
    signal: AbortSignal,
    work: (model: ChatModel) => Promise<T>,
  ): Promise<T> {
    const { loader, localModel, remoteModel, scheduler } = this.#options;
    const remote = remoteModel(request.model);
    if (remote !== null) return work(await remote);
    const loaded = loader.has(request.model.modelId) ? localModel(request.model.modelName) : null;
    if (loaded !== null) return work(loaded);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const stop = () => {
      scheduler.withdraw((other) => other === job);
      reject(signal.reason as Error);
    };
    const job: Job = {
      priority: request.priority,
      run: async () => {
        try {
          resolve(await work(await this.#loaded(request, signal, new EventStream())));
        } catch (thrown) {
          reject(thrown);
        }
      },
      drop: () => reject(new AppError("disconnected", "Facet is closing")),
    };
    signal.throwIfAborted();
    signal.addEventListener("abort", stop, { once: true });
    scheduler.add(job);
    return promise.finally(() => signal.removeEventListener("abort", stop));
  }

  /**
   * Encodes and evaluates what a prompt will begin with, once nothing else wants the engine. It uses a model only
   * where that is ready: it loads nothing, asks nobody, and leaves servers alone. Whatever else wants the engine
   * ends it at once.
   * @returns null: it did not begin
   * @throws AppError as `ReadAheadRequest.prepare` and `LocalChatModel.readAhead` do
   */
  async readAhead(request: ReadAheadRequest, signal: AbortSignal): Promise<GenerationResult | null> {
    const { loader, localModel, scheduler } = this.#options;
    if (parseRemoteModelId(request.model.modelId) !== null || signal.aborted) return null;
    const { promise, resolve, reject } = Promise.withResolvers<GenerationResult | null>();
    const giveUp = new AbortController();
    const job: Job = {
      priority: "idle",
      run: async () => {
        try {
          const model = loader.isReadyFor(request.model) ? localModel(request.model.modelName) : null;
          const isWanted = model !== null && !giveUp.signal.aborted;
          const result = isWanted ? await model.readAhead(request.prepare(model.info), giveUp.signal) : null;
          if (result !== null) this.#options.onMeasured?.(request.model.modelId, result);
          resolve(result);
        } catch (thrown) {
          reject(thrown);
        }
      },
      giveUp: () => giveUp.abort(),
      drop: () => resolve(null),
    };
    const stop = () => {
      scheduler.withdraw((other) => other === job);
      giveUp.abort();
      resolve(null);
    };
    signal.addEventListener("abort", stop, { once: true });
    scheduler.add(job);
    return promise.finally(() => signal.removeEventListener("abort", stop));
  }

  /**
   * Reports to every waiting request how many come first. Called when the scheduler or the loader has
   * changed.
   */
  reportPositions(): void {
    const { scheduler, loader } = this.#options;
    const current = scheduler.current === null ? undefined : this.#local.get(scheduler.current);
    const isServed = current !== undefined && !current.signal.aborted;
    let waitingBefore = 0;
    for (const job of scheduler.waiting) {
      const request = this.#local.get(job);
      if (!request) continue;
      // A background request is about to make way for an interactive one.
      const makesWay = job.priority === "interactive" && scheduler.current?.priority === "background";
      const ahead = waitingBefore + (isServed && !makesWay ? 1 : 0);
      const isLoadAhead = ahead === 0 && !isServed && scheduler.current?.priority !== "idle";
      const progress = loader.state.type === "loading" ? loader.state.progress : 0;
      // With no request but a load in the way, the user waits for the model.
      request.events.push(isLoadAhead ? { type: "loading", progress } : { type: "queued", ahead });
      waitingBefore += 1;
    }
  }

  #runLocal(request: InferenceRequest, signal: AbortSignal, events: EventStream<InferenceEvent>): Run {
    const { scheduler } = this.#options;
    const { promise, resolve, reject } = Promise.withResolvers<InferenceResult>();
    const pausable = new PausableRun(signal, () => events.push({ type: "paused" }));
    const job: Job = {
      priority: request.priority,
      run: async (onWorking) => {
        try {
          resolve(await this.#generate(request, signal, events, pausable, onWorking));
        } catch (thrown) {
          reject(thrown);
        } finally {
          pausable.end();
          // Loads must not overlap: the next job waits for one that this job does not need any more.
          await pausable.reloaded;
        }
      },
      pause: () => pausable.pause(),
      continue: () => pausable.continue(),
      drop: () => resolve(notBegun),
    };
    this.#local.set(job, { events, signal });
    const stop = () => {
      // Loads do not overlap, so one that is held is this job's.
      if (scheduler.current === job) this.#options.loader.giveUpHeld();
      // The generation ends itself.
      if (pausable.isGenerating) return;
      // What has not begun ends at once. A model that is being loaded can't be stopped, but nobody has to
      // wait for it.
      scheduler.withdraw((other) => other === job);
      resolve(notBegun);
    };
    const forget = () => {
      this.#local.delete(job);
      signal.removeEventListener("abort", stop);
    };
    promise.then(forget, forget);
    if (signal.aborted) {
      resolve(notBegun);
    } else {
      signal.addEventListener("abort", stop, { once: true });
      scheduler.add(job);
    }
    return { result: promise, endReasoning: () => pausable.endReasoning() };
  }

  async #generate(
    request: InferenceRequest,
    signal: AbortSignal,
    events: EventStream<InferenceEvent>,
    pausable: PausableRun,
    onWorking: () => void,
  ): Promise<InferenceResult> {
    const model = await this.#loaded(request, signal, events);
    const result = await generateWith(model, request, signal, events, (generation) => {
      onWorking();
      pausable.begin(generation, async () => {
        await this.#loaded(request, signal, events);
      });
    });
    if (result.generation !== null) this.#options.onMeasured?.(request.model.modelId, result.generation);
    return result;
  }

  /** Loads the wanted model where it is not loaded already. */
  async #loaded(
    request: Omit<InferenceRequest, "prepare">,
    signal: AbortSignal,
    events: EventStream<InferenceEvent>,
  ): Promise<LocalChatModel> {
    const { loader, localModel } = this.#options;
    const { model: wanted, whenMemoryShort } = request;
    if (!loader.isReadyFor(wanted)) events.push({ type: "loading", progress: 0 });
    const name = await loader.load(wanted, {
      whenMemoryShort,
      onProgress: (progress) => events.push({ type: "loading", progress }),
      isWanted: () => !signal.aborted,
    });
    const model = localModel(name);
    if (model === null) throw new AppError("engine-crashed", "The engine ended after the model was loaded");
    return model;
  }
}

interface LocalRequest {
  readonly events: EventStream<InferenceEvent>;
  readonly signal: AbortSignal;
}

interface Run {
  readonly result: Promise<InferenceResult>;
  endReasoning(): void;
}

const notBegun: InferenceResult = { end: "stopped", generation: null };

/** From a model that is ready to the end of its generation. */
async function generateWith<Begun extends Generation>(
  model: Pick<ChatModel, "info"> & { generate(...request: Parameters<ChatModel["generate"]>): Begun },
  request: InferenceRequest,
  signal: AbortSignal,
  events: EventStream<InferenceEvent>,
  onBegun: (generation: Begun) => void,
): Promise<InferenceResult> {
  if (signal.aborted) return notBegun;
  events.push({ type: "model-ready", model: model.info });
  const { prompt, options } = request.prepare(model.info);
  events.push({ type: "prefill", progress: 0 });
  const generation = model.generate(prompt, options, signal);
  onBegun(generation);
  for await (const event of generation.events) events.push(event);
  const result = await generation.result;
  return { end: result.end, generation: result };
}

/** Remote requests need no queue of ours: the server has its own. */
function runRemote(
  model: Promise<ChatModel>,
  request: InferenceRequest,
  signal: AbortSignal,
  events: EventStream<InferenceEvent>,
): Run {
  let generation: Generation | null = null;
  const run = async (): Promise<InferenceResult> => {
    const connected = await orAborted(model, signal);
    if (connected === null) return notBegun;
    return generateWith(connected, request, signal, events, (begun) => {
      generation = begun;
    });
  };
  return { result: run(), endReasoning: () => generation?.endReasoning() };
}

/** null as soon as the signal is aborted: a server that does not answer is not waited for. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  const { promise: aborted, resolve } = Promise.withResolvers<null>();
  const abort = () => resolve(null);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
