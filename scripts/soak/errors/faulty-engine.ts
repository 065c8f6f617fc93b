import { randomUUID } from "node:crypto";
import type { EngineProcess, ProcessExit } from "../../../electron/inference/local/engine-process.ts";
import type {
  EngineMessage,
  EngineRequest,
  GenerateRequest,
} from "../../../shared/inference/engine-protocol.ts";
import { noDrafting } from "../../../shared/inference/drafting.ts";
import type { GenerationEnd } from "../../../shared/inference/generation.ts";
import type { FaultKind } from "./fault-sites.ts";

const words = "Three apples and two pears are in the basket.".match(/\s*\S+/g) ?? [];

/** What the engine answers, whatever it is asked. */
export const engineAnswer = words.join("");

/** An engine process in this process: it speaks the engine's protocol, with a short answer for every prompt. */
export class FaultyEngine implements EngineProcess {
  readonly pid = undefined;
  readonly #faultAt: (request: string) => FaultKind | null;
  readonly #runs = new Map<string, PlayedRun>();
  #onMessage: (message: EngineMessage) => void = () => undefined;
  #onExit: (exit: ProcessExit) => void = () => undefined;
  #state: "works" | "hangs" | "ended" = "works";

  constructor(faultAt: (request: string) => FaultKind | null) {
    this.#faultAt = faultAt;
  }

  onMessage(listener: (message: EngineMessage) => void): void {
    this.#onMessage = listener;
  }

  onExit(listener: (exit: ProcessExit) => void): void {
    this.#onExit = listener;
  }

  kill(): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    setImmediate(() => this.#onExit({ exitCode: null, signal: "SIGKILL", lastWords: "" }));
  }

  post(request: EngineRequest): void {
    setImmediate(() => this.#serve(request));
  }

  #serve(request: EngineRequest): void {
    if (this.#state !== "works") return;
    const fault = request.type === "are-you-there" ? null : this.#faultAt(request.type);
    switch (fault) {
      case null: {
        this.#answer(request);
        return;
      }
      case "dies": {
        this.kill();
        return;
      }
      case "hangs":
        this.#state = "hangs";
        return;
      case "garbles":
        if ("requestId" in request)
          this.#send({ type: "done", requestId: request.requestId, value: { no: 7 } });
        this.#send({ type: "event", runId: [], event: "garbage" });
        return;
      case "rejects":
      case "refuses": {
        const error = { code: "engine-failed", message: "A fault", data: {} } as const;
        if ("requestId" in request) this.#send({ type: "failed", requestId: request.requestId, error });
        else this.#answer(request);
      }
    }
  }

  #answer(request: EngineRequest): void {
    switch (request.type) {
      case "load":
        this.#send({ type: "load-progress", modelId: request.load.modelId, progress: 0.5 });
        this.#done(request.requestId, {
          modelId: request.load.modelId,
          contextSizeTokens: request.load.contextLength ?? 4096,
          trainContextTokens: 131_072,
          gpu: null,
          gpuLayers: 0,
          threads: 2,
          flashAttention: true,
          media: { sees: true, hears: true, problem: null },
          drafting: noDrafting,
        });
        return;
      case "generate": {
        this.#generate(request.requestId, request.generate);
        return;
      }
      case "stop":
        return this.#runs.get(request.runId)?.stop();
      case "pause":
        return this.#runs.get(request.runId)?.pause();
      case "continue":
        return this.#runs.get(request.runId)?.continue();
      case "end-reasoning":
      case "keep-contexts":
      case "forget-contexts":
        return;
      case "count-tokens":
      case "count-segments": {
        this.#done(request.requestId, 7);
        return;
      }
      case "unload":
      case "probe": {
        this.#done(request.requestId, null);
        return;
      }
      case "describe": {
        const facts = { libraryVersion: "0", variant: "cpu", supportedGpus: [], addonProblem: null };
        this.#done(request.requestId, facts);
        return;
      }
      case "tokenize": {
        this.#done(request.requestId, [{ id: 7, text: request.text }]);
        return;
      }
      case "detokenize":
      case "render": {
        this.#done(request.requestId, engineAnswer);
        return;
      }
      case "are-you-there": {
        this.#send({ type: "here", work: { processorMs: 0, diskReads: 0 } });
        return;
      }
      case "dispose":
        this.#done(request.requestId, null);
        this.kill();
        return;
    }
  }

  #generate(requestId: number, { runId }: GenerateRequest): void {
    const post = (event: unknown) => this.#send({ type: "event", runId, event });
    const end = (how: GenerationEnd) => {
      this.#runs.delete(runId);
      const generatedTokens = words.length;
      const stats = {
        promptTokens: 9,
        reusedTokens: 0,
        generatedTokens,
        timeToFirstTokenMs: 1,
        tokensPerSecond: 9,
      };
      const context = { contextUsedTokens: 20, contextSizeTokens: 4096 };
      this.#done(requestId, { end: how, startsAt: 0, stats: { ...stats, ...context } });
    };
    const run = new PlayedRun(post, () => this.#send({ type: "paused", runId }), end);
    this.#runs.set(runId, run);
    run.play();
  }

  #done(requestId: number, value: unknown): void {
    this.#send({ type: "done", requestId, value });
  }

  /** As what comes from another process, it is not known to be a message of the protocol. */
  #send(message: unknown): void {
    if (this.#state === "works") this.#onMessage(message as EngineMessage);
  }
}

class PlayedRun {
  readonly #post: (event: unknown) => void;
  readonly #onPaused: () => void;
  readonly #onEnd: (how: GenerationEnd) => void;
  readonly #partId = randomUUID();
  #at = 0;
  #state: "runs" | "pausing" | "paused" | "stopping" = "runs";

  constructor(post: (event: unknown) => void, onPaused: () => void, onEnd: (how: GenerationEnd) => void) {
    this.#post = post;
    this.#onPaused = onPaused;
    this.#onEnd = onEnd;
  }

  play(): void {
    const isOver = this.#at === words.length || this.#state === "stopping";
    if (this.#state === "pausing" && !isOver) {
      this.#state = "paused";
      this.#onPaused();
      return;
    }
    const { partId } = { partId: this.#partId };
    if (this.#at === 0 && !isOver) {
      this.#post({ type: "prefill", progress: 1 });
      this.#post({ type: "part-started", partId, partType: "text" });
    }
    if (isOver) {
      const isWhole = this.#state !== "stopping";
      if (this.#at > 0)
        this.#post({ type: "part-ended", partId, status: isWhole ? "complete" : "incomplete" });
      this.#onEnd(isWhole ? "end-of-turn" : "stopped");
      return;
    }
    this.#post({ type: "part-delta", partId, text: words[this.#at] ?? "" });
    this.#at += 1;
    setTimeout(() => this.play(), 2);
  }

  stop(): void {
    const wasPaused = this.#state === "paused";
    this.#state = "stopping";
    if (wasPaused) this.play();
  }

  pause(): void {
    if (this.#state === "runs") this.#state = "pausing";
  }

  continue(): void {
    const wasPaused = this.#state === "paused";
    if (this.#state !== "stopping") this.#state = "runs";
    if (wasPaused) this.play();
  }
}
