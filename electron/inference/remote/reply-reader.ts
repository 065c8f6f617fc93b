import type { ToolCall } from "../../../shared/formats/call-syntax.ts";
import { TextCalls } from "../../../shared/formats/healing/text-calls.ts";
import type {
  GeneratedPartEvent,
  GeneratedPartType,
  GenerationEnd,
  TokenLogprobs,
  ToolCallEvent,
} from "../../../shared/inference/generation.ts";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import { StopStrings } from "../../../shared/inference/stop-strings.ts";
import type { CompletionChunk, CompletionChoice } from "./chunk.ts";
import { InlineReasoning } from "./inline-reasoning.ts";
import { PartWriter } from "./part-writer.ts";
import type { ReplyMeter } from "./reply-meter.ts";
import { StreamedCalls } from "./streamed-calls.ts";

interface ReplyStart {
  readonly reasoningTokens?: number;
  readonly toolNames?: readonly string[];
}

/** A server that closes reasoning on demand has done so after this many tokens; later, the model did. */
const tokensUntilClosed = 64;

/**
 * Reads the chunks of one reply: separates reasoning from answer, looks for stop strings and notes how it
 * ends.
 */
export class ReplyReader {
  readonly #options: GenerateOptions;
  readonly #meter: ReplyMeter;
  readonly #writer: PartWriter;
  readonly #inline = new InlineReasoning();
  readonly #stops: StopStrings;
  readonly #logprobs: TokenLogprobs[] = [];
  /** Calls that the server has recognised. */
  readonly #calls: StreamedCalls;
  /** Calls that it left in the text; null: no tool may be called. */
  readonly #textCalls: TextCalls | null;
  #callCount = 0;
  #finishReason: string | null = null;
  #reasoningTokens: number;
  /** Reasoning tokens when the server was asked to close the reasoning; null: it was not. */
  #askedAt: number | null = null;

  /**
   * @param reasoningTokens of the open turn that the reply continues
   * @param toolNames of the tools that may be called
   */
  constructor(
    options: GenerateOptions,
    meter: ReplyMeter,
    push: (event: GeneratedPartEvent | ToolCallEvent) => void,
    { reasoningTokens = 0, toolNames = [] }: ReplyStart = {},
  ) {
    this.#textCalls = toolNames.length === 0 ? null : new TextCalls(toolNames);
    this.#calls = new StreamedCalls({
      started: (name) => {
        this.#releaseText();
        if (this.#mayCall) this.#writer.startCall(name, this.#reasoningEnd());
      },
      ended: (call) => {
        if (!this.#mayCall) return;
        this.#callCount++;
        this.#writer.call(call);
      },
    });
    this.#reasoningTokens = reasoningTokens;
    this.#options = options;
    this.#meter = meter;
    this.#writer = new PartWriter(push);
    this.#stops = new StopStrings(options.stop ?? []);
  }

  get isReasoning(): boolean {
    return this.#writer.openType === "reasoning";
  }

  /** Whether the server has said how the reply ends. */
  get hasFinished(): boolean {
    return this.#finishReason !== null;
  }

  get hasFoundStop(): boolean {
    return this.#stops.isFound;
  }

  get logprobs(): readonly TokenLogprobs[] {
    return this.#logprobs;
  }

  /** The server was asked to close the reasoning: it counts as cut short when it ends soon after. */
  askedToAnswer(wasAsked: boolean): void {
    this.#askedAt = wasAsked ? this.#reasoningTokens : null;
  }

  take(chunk: CompletionChunk): void {
    this.#meter.counts(chunk);
    const choice = chunk.choices?.[0];
    if (!choice || this.hasFoundStop) return;
    const { reasoning_content: content, reasoning } = choice.delta ?? choice.message ?? {};
    const reasoningText = content ?? reasoning ?? "";
    const text = choice.delta?.content ?? choice.message?.content ?? "";
    if (reasoningText !== "" || text !== "") this.#meter.text(reasoningText + text);
    if (reasoningText !== "") this.#write("reasoning", reasoningText);
    if (text !== "") for (const piece of this.#inline.push(text)) this.#write(piece.type, piece.text);
    this.#calls.take(choice.delta?.tool_calls ?? choice.message?.tool_calls ?? []);
    this.#noteLogprobs(choice, reasoningText);
    if (choice.finish_reason) this.#finishReason = choice.finish_reason;
  }

  /** Ends the parts of a reply that ended by itself. */
  finish(): GenerationEnd {
    this.#releaseText();
    if (this.#finishReason !== "length") this.#calls.end();
    const end = this.#endReason();
    const isWhole = end === "end-of-turn" || end === "stop-string" || end === "tool-calls";
    this.#writer.end({
      status: isWhole || end === "ended-in-reasoning" ? "complete" : "incomplete",
      ...this.#reasoningEnd(),
    });
    return end;
  }

  /** Ends the open part of a reply that was stopped or failed. */
  cutOff(): void {
    this.#releaseText();
    this.#writer.end({ status: "incomplete" });
  }

  #write(type: GeneratedPartType, text: string) {
    if (type === "reasoning") {
      this.#reasoningTokens += 1;
      this.#writer.write(type, text);
    } else if (this.#textCalls === null) {
      this.#writeText(text);
    } else {
      for (const piece of this.#textCalls.push(text)) this.#writePiece(piece);
    }
  }

  #writePiece(piece: string | ToolCall) {
    if (typeof piece === "string") {
      this.#writeText(piece);
    } else if (this.#mayCall && !this.hasFoundStop) {
      this.#writeHeldText();
      this.#callCount++;
      this.#writer.startCall(piece.name, this.#reasoningEnd());
      this.#writer.call(piece);
    }
  }

  #writeText(text: string) {
    if (!this.hasFoundStop) this.#writer.write("text", this.#stops.push(text), this.#reasoningEnd());
  }

  /** Writes all text that was held back. */
  #releaseText() {
    for (const piece of this.#inline.end()) this.#write(piece.type, piece.text);
    for (const piece of this.#textCalls?.end() ?? []) this.#writePiece(piece);
    this.#writeHeldText();
  }

  #writeHeldText() {
    if (!this.hasFoundStop) this.#writer.write("text", this.#stops.end(), this.#reasoningEnd());
  }

  get #mayCall(): boolean {
    return this.#options.parallelToolCalls !== false || this.#callCount === 0;
  }

  /** Servers do not say whether the budget closed the reasoning; one chunk is about one token. */
  #reasoningEnd(): { readonly isCutShort?: true } {
    const { reasoningBudgetTokens: budget = null } = this.#options;
    const isAtBudget = budget !== null && this.#reasoningTokens >= budget;
    const isObeyed = this.#askedAt !== null && this.#reasoningTokens - this.#askedAt <= tokensUntilClosed;
    return isObeyed || isAtBudget ? { isCutShort: true } : {};
  }

  #endReason(): GenerationEnd {
    if (this.hasFoundStop) return "stop-string";
    if (this.#callCount > 0 && this.#finishReason !== "length") return "tool-calls";
    if (this.#finishReason === "length") {
      const { maxTokens } = this.#options;
      return maxTokens !== null && this.#meter.tokensSoFar >= maxTokens ? "max-tokens" : "context-full";
    }
    return this.#writer.hasReasoning && !this.#writer.hasText ? "ended-in-reasoning" : "end-of-turn";
  }

  #noteLogprobs({ logprobs }: CompletionChoice, reasoningText: string) {
    if (this.#options.logprobs === undefined || !logprobs || reasoningText !== "" || this.isReasoning) return;
    const most = this.#options.logprobs;
    for (const { token, logprob, top_logprobs: top } of logprobs.content) {
      this.#logprobs.push({
        token,
        logprob,
        top: (top ?? []).slice(0, most).map(({ token, logprob }) => ({ token, logprob })),
      });
    }
  }
}
