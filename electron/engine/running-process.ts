import type {
  EngineMessage,
  EngineRequest,
  GenerateRequest,
  GenerationResult,
  LoadedModel,
  LoadRequest,
} from "../../shared/engine/protocol.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { EngineProcess } from "./engine-process.ts";
import type { EngineCrash, GenerationListener } from "./engine.ts";

/** One engine process from its start to its end: who asked it what, and who listens to what it says. */
export class RunningProcess {
  /** Resolves when it has ended, for whatever reason; everything that was asked has been rejected by then. */
  readonly ended: Promise<void>;
  readonly #process: EngineProcess;
  readonly #pending = new Map<number, Pending>();
  readonly #runs = new Map<string, GenerationListener>();
  readonly #loads = new Set<LoadInProgress>();
  #lastRequestId = 0;

  constructor(process: EngineProcess, onEnd: (crash: EngineCrash) => void) {
    this.#process = process;
    process.onMessage((message) => this.#receive(message));
    this.ended = new Promise((resolve) => {
      process.onExit((crash) => {
        onEnd(crash);
        this.#rejectAll(crash);
        resolve();
      });
    });
  }

  async load(request: LoadRequest, onProgress: (progress: number) => void): Promise<LoadedModel> {
    const load = { modelId: request.modelId, onProgress };
    this.#loads.add(load);
    try {
      return await this.#ask((requestId) => ({ type: "load", requestId, load: request }));
    } finally {
      this.#loads.delete(load);
    }
  }

  async unload(): Promise<void> {
    await this.#ask((requestId) => ({ type: "unload", requestId }));
  }

  async generate(request: GenerateRequest, listener: GenerationListener): Promise<GenerationResult> {
    this.#runs.set(request.runId, listener);
    try {
      return await this.#ask((requestId) => ({ type: "generate", requestId, generate: request }));
    } finally {
      this.#runs.delete(request.runId);
    }
  }

  stop(runId: string): void {
    this.#process.post({ type: "stop", runId });
  }

  /** It answers with its end. */
  askToEnd(): void {
    this.#process.post({ type: "dispose", requestId: ++this.#lastRequestId });
  }

  kill(): void {
    this.#process.kill();
  }

  #ask<T extends Answer>(request: (requestId: number) => EngineRequest): Promise<T> {
    const requestId = ++this.#lastRequestId;
    return new Promise<T>((resolve, reject) => {
      this.#pending.set(requestId, { resolve: (value) => resolve(value as T), reject });
      this.#process.post(request(requestId));
    });
  }

  /** Whatever is not expected is ignored: an answer given twice, a delta of a run that has ended, anything unknown. */
  #receive(message: unknown): void {
    if (!isMessage(message)) {
      return;
    }
    switch (message.type) {
      case "started":
        return;
      case "load-progress":
        for (const { modelId, onProgress } of this.#loads) {
          if (modelId === message.modelId) {
            onProgress(message.progress);
          }
        }
        return;
      case "reading":
        return this.#runs.get(message.runId)?.reading(message.progress);
      case "delta":
        return this.#runs.get(message.delta.runId)?.delta(message.delta);
      case "thought-ended":
        return this.#runs.get(message.runId)?.thoughtEnded(message.durationMs);
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
    return pending;
  }

  #rejectAll({ exitCode, signal }: EngineCrash): void {
    for (const { reject } of this.#pending.values()) {
      reject(new AppError("engine-crashed", "The engine's process ended", { exitCode, signal }));
    }
    this.#pending.clear();
  }
}

type Answer = LoadedModel | GenerationResult | null;

interface Pending {
  readonly resolve: (value: Answer) => void;
  readonly reject: (error: AppError) => void;
}

interface LoadInProgress {
  readonly modelId: string;
  readonly onProgress: (progress: number) => void;
}

function isMessage(message: unknown): message is EngineMessage {
  return typeof message === "object" && message !== null && "type" in message;
}
