import type {
  GenerationEnd,
  GenerationEvent,
  TokenLogprobs,
} from "../../../../shared/inference/generation.ts";
import type { DraftedTokens } from "../../../../shared/inference/drafting.ts";
import type { OutputEvent } from "../../../../shared/formats/output-parser.ts";
import { ReplyParts } from "./reply-parts.ts";
import { RunClock } from "./run-clock.ts";
import type { ChosenToken } from "./token-chooser.ts";

/** Streams the reply of one run by part, and measures it. */
export class RunOutput {
  readonly clock = new RunClock();
  readonly #parts: ReplyParts;
  readonly #maxTokens: number;
  #textTokens = 0;
  #tokens = 0;
  #firstTokenAtMs: number | null = null;
  #lastTokenAtMs = 0;
  #reasoningStartedAtMs: number | null = null;
  #isCutShort = false;
  #hasReasoning = false;
  #hasCalls = false;
  #drafts: DraftedTokens = { drafted: 0, accepted: 0 };
  readonly #logprobs: TokenLogprobs[] = [];

  constructor(request: { readonly maxTokens: number | null }, post: (event: GenerationEvent) => void) {
    this.#parts = new ReplyParts(post);
    this.#maxTokens = request.maxTokens ?? Infinity;
  }

  /** Whether the reply has reasoning, even an empty one. */
  get hasReasoning(): boolean {
    return this.#hasReasoning;
  }

  /** Whether the model wrote at least one whole call. */
  get hasCalls(): boolean {
    return this.#hasCalls;
  }

  /** Of the answer's tokens, where they were asked for. */
  get logprobs(): readonly TokenLogprobs[] {
    return this.#logprobs;
  }

  /** Whether these tokens reach the limit. */
  isLongEnoughWith(tokens: readonly ChosenToken[]): boolean {
    return this.#textTokens + tokens.filter(({ isText }) => isText).length >= this.#maxTokens;
  }

  push({ isText, events, isInReasoning, cutsReasoning, logprobs }: ChosenToken): void {
    this.#lastTokenAtMs = this.clock.nowMs();
    this.#firstTokenAtMs ??= this.#lastTokenAtMs;
    this.#tokens++;
    this.#textTokens += isText ? 1 : 0;
    this.#isCutShort ||= cutsReasoning;
    if (logprobs !== undefined) this.#logprobs.push(logprobs);
    this.#pass(events);
    this.#hasReasoning ||= isInReasoning;
    if (isInReasoning) {
      this.#reasoningStartedAtMs ??= this.#lastTokenAtMs;
    } else {
      this.#reasoningStartedAtMs = null;
      this.#isCutShort = false;
    }
  }

  countDrafts(drafted: number, accepted: number): void {
    this.#drafts = { drafted: this.#drafts.drafted + drafted, accepted: this.#drafts.accepted + accepted };
  }

  /** @param held what the parser still held back */
  finish(end: GenerationEnd | null, held: readonly OutputEvent[]): void {
    this.#pass(held);
    this.#parts.finish(end !== null && wholeEnds.has(end) ? "complete" : "incomplete", this.#reasoningMs);
  }

  /** Sends what was gathered, and stops the clock until `continue`. */
  pause(): void {
    this.#parts.flush();
    this.clock.pause();
  }

  stats(startedAtMs: number) {
    // Control tokens alone are no reply, so there is nothing to measure.
    if (this.#textTokens === 0) return { generatedTokens: 0, timeToFirstTokenMs: 0, tokensPerSecond: 0 };
    const firstTokenAtMs = this.#firstTokenAtMs ?? startedAtMs;
    const decodeMs = this.#lastTokenAtMs - firstTokenAtMs;
    return {
      generatedTokens: this.#textTokens,
      timeToFirstTokenMs: firstTokenAtMs - startedAtMs,
      // The first token is sampled from the prompt's evaluation.
      tokensPerSecond: decodeMs > 0 ? ((this.#tokens - 1) / decodeMs) * 1000 : 0,
      ...(this.#drafts.drafted > 0 && { drafting: this.#drafts }),
    };
  }

  #pass(events: readonly OutputEvent[]): void {
    for (const event of events) {
      this.#hasCalls ||= event.type === "tool-call";
      this.#parts.take(event, {
        durationMs: this.#reasoningMs,
        ...(this.#isCutShort && { isCutShort: true }),
      });
    }
  }

  get #reasoningMs(): number {
    const now = this.clock.nowMs();
    return now - (this.#reasoningStartedAtMs ?? now);
  }
}

/** The ends at which the model, or the caller's stop string, completed the last part. */
const wholeEnds: ReadonlySet<GenerationEnd> = new Set([
  "end-of-turn",
  "ended-in-reasoning",
  "stop-string",
  "tool-calls",
]);
