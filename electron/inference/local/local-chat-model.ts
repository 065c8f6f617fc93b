import { randomUUID } from "node:crypto";
import type { PartId } from "../../../shared/chat/message-part.ts";
import type { ChatModelInfo } from "../../../shared/inference/chat-model-info.ts";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import type { LoadedModel } from "../../../shared/inference/engine-protocol.ts";
import type { ChatModel, PausableGeneration } from "../chat-model.ts";
import type { ReadAhead } from "../inference-request.ts";
import { demoModelId } from "../../../shared/models/model.ts";
import type { TokenCount } from "../../../shared/inference/token-count.ts";
import { EventStream } from "../event-stream.ts";
import type { Tokenizer } from "../tokenizer.ts";
import type { Engine } from "./engine.ts";
import { demoPrompt, withToolsOfDemo } from "./demo-prompt.ts";

/** The model that is loaded in the engine process. */
export class LocalChatModel implements ChatModel {
  readonly info: ChatModelInfo;
  readonly #engine: Engine;

  constructor(engine: Engine, loaded: LoadedModel, name: string) {
    this.#engine = engine;
    this.info = {
      modelId: loaded.modelId,
      name,
      contextSizeTokens: loaded.contextSizeTokens,
      media: loaded.media,
      canThink: true,
      hasReasoningBudget: true,
      canEndReasoning: true,
      callsTools: loaded.callsTools,
      location: { type: "local" },
    };
  }

  generate(prompt: Prompt, options: GenerateOptions, signal: AbortSignal): PausableGeneration {
    const [shown, chosen] = this.#shown(prompt, options);
    const start: StartGeneration = (runId, onEvent) =>
      // The engine would begin before it hears of the stop.
      signal.aborted
        ? Promise.resolve(stoppedBefore(this.info))
        : this.#engine.generate({ runId, ...shown, ...chosen }, onEvent);
    return new LocalGeneration(this.#engine, start, signal);
  }

  /**
   * Encodes and evaluates what the prompt begins with for every text of its last message. Aborting the signal ends
   * it normally.
   * @throws AppError `message-too-long`, `media-missing`, `engine-crashed`, `engine-failed`
   */
  readAhead(request: ReadAhead, signal: AbortSignal): Promise<GenerationResult> {
    const { prompt, otherTexts, thinking, owner } = request;
    const asked = { thinking, sampling: greedy, maxTokens: 0, ...(owner !== null && { owner }) };
    const [shown, options] = this.#shown(prompt, asked);
    const start: StartGeneration = (runId, onEvent) =>
      this.#engine.generate({ runId, ...shown, ...options, readsAhead: otherTexts }, onEvent);
    return new LocalGeneration(this.#engine, start, signal).result;
  }

  #shown(prompt: Prompt, options: GenerateOptions): readonly [Prompt, GenerateOptions] {
    return this.#isDemo ? withToolsOfDemo(demoPrompt(prompt, options), options) : [prompt, options];
  }

  get tokenizer(): Tokenizer {
    return this.#engine;
  }

  async countTokens(prompt: Prompt, thinking: boolean): Promise<TokenCount> {
    const shown = this.#isDemo ? demoPrompt(prompt, {}) : prompt;
    return { tokens: await this.#engine.countTokens(shown, thinking), isExact: true };
  }

  get #isDemo(): boolean {
    return this.info.modelId === demoModelId;
  }
}

const greedy: GenerateOptions["sampling"] = { temperature: 0, topP: 1, topK: 0, seed: 0 };

type StartGeneration = (
  runId: string,
  onEvent: (event: GenerationEvent) => void,
) => Promise<GenerationResult>;

function stoppedBefore({ contextSizeTokens }: ChatModelInfo): GenerationResult {
  const counts = { promptTokens: 0, reusedTokens: 0, generatedTokens: 0, contextUsedTokens: 0 };
  return {
    end: "stopped",
    stats: { ...counts, timeToFirstTokenMs: 0, tokensPerSecond: 0, contextSizeTokens },
  };
}

class LocalGeneration implements PausableGeneration {
  readonly events = new EventStream<GenerationEvent>();
  readonly result: Promise<GenerationResult>;
  readonly #engine: Engine;
  readonly #runId = randomUUID();
  readonly #fail: (thrown: unknown) => void;
  #openPart: OpenPart | null = null;
  #hasEnded = false;

  constructor(engine: Engine, start: StartGeneration, signal: AbortSignal) {
    this.#engine = engine;
    const { promise, reject } = Promise.withResolvers<never>();
    this.#fail = reject;
    const runId = this.#runId;
    const stop = () => engine.stop(runId);
    signal.addEventListener("abort", stop, { once: true });
    const generated = start(runId, (event) => this.#push(event));
    this.result = Promise.race([generated, promise]).finally(() => {
      this.#hasEnded = true;
      signal.removeEventListener("abort", stop);
      this.#cutOff();
      this.events.end();
    });
    // Who awaits the result receives the failure.
    this.result.catch(() => undefined);
    generated.catch(() => undefined);
  }

  endReasoning(): void {
    this.#engine.endReasoning(this.#runId);
  }

  async pause(): Promise<void> {
    const ended = this.result.then(
      () => undefined,
      () => undefined,
    );
    await Promise.race([this.#engine.pause(this.#runId), ended]);
    this.events.push({ type: "paused" });
  }

  continue(): void {
    if (!this.#hasEnded) this.#engine.continue(this.#runId);
  }

  fail(thrown: unknown): void {
    this.#engine.stop(this.#runId);
    this.#fail(thrown);
  }

  #push(event: GenerationEvent) {
    if (event.type === "part-started" || event.type === "tool-call-started") {
      const isReasoning = event.type === "part-started" && event.partType === "reasoning";
      this.#openPart = { partId: event.partId, isReasoning, startedAtMs: performance.now() };
    } else if (event.type === "part-ended" || event.type === "tool-call") {
      this.#openPart = null;
    }
    this.events.push(event);
  }

  /**
   * An engine that crashed, or whose model could not be loaded again, has not ended the part it was writing.
   */
  #cutOff() {
    const open = this.#openPart;
    if (open === null) return;
    this.#push({
      type: "part-ended",
      partId: open.partId,
      status: "incomplete",
      ...(open.isReasoning && { durationMs: Math.round(performance.now() - open.startedAtMs) }),
    });
  }
}

interface OpenPart {
  readonly partId: PartId;
  readonly isReasoning: boolean;
  readonly startedAtMs: number;
}
