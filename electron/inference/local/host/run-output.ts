import type {
  EngineDelta,
  GenerateRequest,
  ReadingProgress,
} from "../../../../shared/inference/engine-protocol.ts";
import type { GenerationEnd } from "../../../../shared/inference/generation.ts";
import type { OutputEvent } from "../../../../shared/formats/gemma4/output-parser.ts";
import { DeltaStream } from "./delta-stream.ts";
import type { OutputReader } from "./output-reader.ts";

/** Streams the reply of one run to its sink and measures it. */
export class RunOutput {
  readonly #reader: OutputReader;
  readonly #sink: GenerationSink;
  readonly #deltas: DeltaStream;
  readonly #maxTokens: number;
  #textTokens = 0;
  #tokens = 0;
  #firstTokenAtMs: number | null = null;
  #lastTokenAtMs = 0;
  #thoughtStartedAtMs: number | null = null;
  #saidThought = false;
  #hasThought = false;

  constructor(request: GenerateRequest, sink: GenerationSink, reader: OutputReader) {
    this.#reader = reader;
    this.#sink = sink;
    this.#deltas = new DeltaStream(request.runId, sink.delta);
    this.#maxTokens = request.maxTokens ?? Infinity;
  }

  get isInThought(): boolean {
    return this.#reader.isInThought;
  }

  get isTurnOver(): boolean {
    return this.#reader.isTurnOver;
  }

  /** Whether the reply has a thought, even an empty one. */
  get hasThought(): boolean {
    return this.#hasThought;
  }

  /** Whether one more token reaches the limit. */
  isLongEnoughWith(isText: boolean): boolean {
    return this.#textTokens + (isText ? 1 : 0) >= this.#maxTokens;
  }

  push(token: number, isText: boolean): void {
    this.#lastTokenAtMs = performance.now();
    this.#firstTokenAtMs ??= this.#lastTokenAtMs;
    this.#tokens++;
    this.#textTokens += isText ? 1 : 0;
    this.#pass(this.#reader.push(token));
    this.#hasThought ||= this.#reader.isInThought;
    this.#thoughtStartedAtMs = this.#reader.isInThought
      ? (this.#thoughtStartedAtMs ?? this.#lastTokenAtMs)
      : null;
  }

  /** Flushes buffered text, and ends a thought that was cut off. */
  finish(end: GenerationEnd): GenerationEnd {
    this.#pass(this.#reader.end());
    if (this.#saidThought) {
      this.#endThought();
    }
    this.#deltas.flush();
    return end;
  }

  stats(startedAtMs: number) {
    // Control tokens alone are no reply, so there is nothing to measure.
    if (this.#textTokens === 0) return { generatedTokens: 0, timeToFirstTokenMs: 0, tokensPerSecond: 0 };
    const firstTokenAtMs = this.#firstTokenAtMs ?? startedAtMs;
    const decodeMs = this.#lastTokenAtMs - firstTokenAtMs;
    return {
      generatedTokens: this.#textTokens,
      timeToFirstTokenMs: firstTokenAtMs - startedAtMs,
      // The first token is sampled from the prompt's evaluation; the others take one evaluation each.
      tokensPerSecond: decodeMs > 0 ? ((this.#tokens - 1) / decodeMs) * 1000 : 0,
    };
  }

  #pass(events: readonly OutputEvent[]): void {
    for (const event of events) {
      if (event.type === "thought-ended") {
        this.#endThought();
      } else {
        this.#saidThought ||= event.part === "thought";
        this.#deltas.write(event.part, event.text);
      }
    }
  }

  #endThought(): void {
    const now = performance.now();
    this.#deltas.flush();
    this.#sink.thoughtEnded(now - (this.#thoughtStartedAtMs ?? now));
    this.#thoughtStartedAtMs = null;
    this.#saidThought = false;
  }
}

export interface GenerationSink {
  readonly reading: (reading: ReadingProgress) => void;
  readonly delta: (delta: EngineDelta) => void;
  readonly thoughtEnded: (durationMs: number) => void;
}
