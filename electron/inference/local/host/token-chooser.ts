import type { OutputEvent } from "../../../../shared/formats/output-parser.ts";
import type { GenerateRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { TokenLogprobs } from "../../../../shared/inference/generation.ts";
import { StopStrings } from "../../../../shared/inference/stop-strings.ts";
import { choosableTools, mustCall } from "../../choosable-tools.ts";
import type { NativeSampler } from "./sampling/native-sampler.ts";
import type { OutputReader } from "./output-reader.ts";
import type { ReasoningLimit } from "./reasoning-limit.ts";

/** A token of the reply, and what it means. */
export interface ChosenToken {
  readonly token: number;
  /** false: a tag or control token. */
  readonly isText: boolean;
  /** What the parser made of the tokens up to this one. */
  readonly events: readonly OutputEvent[];
  /** Whether the reply is in its reasoning after this token. */
  readonly isInReasoning: boolean;
  /**
   * `end`: it ends the turn and is no part of the reply; `over`: nothing after it is part of the turn;
   * `stop-string`: it completes one, and the answer ends before it.
   */
  readonly turn: "goes-on" | "end" | "over" | "stop-string";
  /** Whether it closes reasoning that the model would have continued. */
  readonly cutsReasoning: boolean;
  /** Of an answer token, where they were asked for. */
  readonly logprobs?: TokenLogprobs;
}

/** What a vocabulary knows about tokens. */
export interface TokenFacts {
  /** Whether the model ends its turn with this token. */
  endsTurn(token: number): boolean;
  /** Whether a token is text and not a tag or control token. */
  isText(token: number): boolean;
  /** The tokens of the tag that closes reasoning. */
  readonly closeReasoning: readonly number[];
}

/**
 * Chooses the tokens of a reply, in order: sampled, or forced where reasoning is cut short, and where the
 * model would end its turn without the answer that must follow.
 */
export class TokenChooser {
  readonly #facts: TokenFacts;
  readonly #sampler: NativeSampler;
  readonly #reader: OutputReader;
  readonly #limit: ReasoningLimit;
  /** Whether the answer has a form (a JSON schema), in which tags are text. */
  readonly #hasForm: boolean;
  /** Whether an answer or a call always follows reasoning. */
  readonly #mustAnswer: boolean;
  readonly #isOneCall: boolean;
  /** The tag that opens a call; null: calls are text. */
  readonly #callTag: string | null;
  readonly #stop: StopStrings;
  /** How many alternatives are reported; null: no probabilities are. */
  readonly #alternatives: number | null;
  /** How many tokens the reply has. */
  #count = 0;
  #isAnswering = false;
  #hasReasoned: boolean;
  /** Tokens of the closing tag that are still to come. */
  #forced: readonly number[] = [];

  constructor(options: {
    readonly facts: TokenFacts;
    readonly sampler: NativeSampler;
    readonly reader: OutputReader;
    readonly limit: ReasoningLimit;
    readonly request: Pick<
      GenerateRequest,
      "jsonSchema" | "stop" | "logprobs" | "tools" | "toolChoice" | "parallelToolCalls"
    >;
  }) {
    this.#facts = options.facts;
    this.#sampler = options.sampler;
    this.#reader = options.reader;
    this.#limit = options.limit;
    const { jsonSchema, stop = [], logprobs = null } = options.request;
    this.#hasForm = jsonSchema !== undefined;
    this.#mustAnswer = this.#hasForm || mustCall(options.request);
    this.#isOneCall = options.request.parallelToolCalls === false;
    const canCall = choosableTools(options.request).length > 0;
    this.#callTag = canCall ? (this.#reader.syntax.calls?.open ?? null) : null;
    this.#stop = new StopStrings(stop);
    this.#alternatives = logprobs;
    this.#hasReasoned = this.#reader.isInReasoning;
  }

  get isInReasoning(): boolean {
    return this.#reader.isInReasoning;
  }

  /** Tokens that will follow whatever the logits are. */
  get forced(): readonly number[] {
    return this.#forced;
  }

  /** The next token of the reply, after the ones that were chosen before. */
  async choose(logitIndex: number): Promise<ChosenToken> {
    const [forced, ...more] = this.#forced;
    if (forced !== undefined) {
      this.#forced = more;
      this.#sampler.accept(forced);
      return this.#take(forced, false);
    }
    const sampled = await this.#sampler.sample(logitIndex, this.#count);
    if (!this.#cutsBefore(sampled)) {
      const logprobs = await this.#logprobs(logitIndex, sampled);
      const chosen = this.#take(sampled, false);
      const isAnswer =
        chosen.isText && !chosen.isInReasoning && chosen.turn !== "end" && !this.#reader.isInCall;
      return logprobs !== null && isAnswer ? { ...chosen, logprobs } : chosen;
    }
    const [first = sampled, ...rest] = this.#facts.closeReasoning;
    this.#forced = rest;
    // The sampled token is not in the reply. Only penalties will have noticed it.
    this.#sampler.accept(first);
    return this.#take(first, this.#limit.isReached);
  }

  /** Brings sampler and parser into the state after these tokens of the reply. */
  replay(tokens: readonly number[], forced: readonly number[]): void {
    this.#sampler.replay(tokens);
    this.#count = tokens.length;
    for (const token of tokens) {
      this.#read(token);
    }
    this.#forced = forced;
  }

  /** Returns what was still held back, at the end of the reply. */
  end(): readonly OutputEvent[] {
    const events = this.#withoutStop(this.#reader.end());
    return [...events, ...textOf(this.#stop.end())];
  }

  /** Whether the answer contained a stop string. */
  get isStopped(): boolean {
    return this.#stop.isFound;
  }

  dispose(): void {
    this.#sampler.dispose();
  }

  #take(token: number, cutsReasoning: boolean): ChosenToken {
    this.#count += 1;
    const isText = this.#facts.isText(token);
    if (this.#facts.endsTurn(token)) {
      const { isInReasoning } = this;
      return { token, isText, events: [], isInReasoning, turn: "end", cutsReasoning };
    }
    const isReasoning = this.#reader.isInReasoningText && isText;
    const events = this.#read(token);
    const { isInReasoning } = this;
    if (isReasoning) this.#limit.count();
    const isOver =
      this.#reader.isTurnOver || (this.#isOneCall && events.some(({ type }) => type === "tool-call"));
    const turn = this.isStopped ? "stop-string" : isOver ? "over" : "goes-on";
    return { token, isText, events, isInReasoning, turn, cutsReasoning };
  }

  #read(token: number): readonly OutputEvent[] {
    const isAnswer = !this.isInReasoning && (this.#hasReasoned || !this.#opensReasoning(token));
    const isBegin = isAnswer && !this.#isAnswering;
    // An answer with a form is either a value or calls.
    const released = this.#hasForm && isBegin && !this.#opensCall(token) ? this.#reader.ignoreTags() : [];
    this.#isAnswering ||= isAnswer;
    const events = this.#withoutStop([...released, ...this.#reader.push(token)]);
    this.#hasReasoned ||= this.isInReasoning;
    return events;
  }

  #opensCall(token: number): boolean {
    return this.#callTag !== null && this.#reader.tagOf(token) === this.#callTag;
  }

  #opensReasoning(token: number): boolean {
    const tag = this.#reader.tagOf(token);
    return tag !== null && tag === this.#reader.syntax.reasoning?.open;
  }

  /** Passes the text of the answer through the search for stop strings. */
  #withoutStop(events: readonly OutputEvent[]): readonly OutputEvent[] {
    return events.flatMap((event) => {
      if (event.type === "tool-call-started") return [...textOf(this.#stop.end()), event];
      if (event.type !== "text") return [event];
      if (event.part === "text") return textOf(this.#stop.push(event.text));
      return [...textOf(this.#stop.end()), event];
    });
  }

  /** Before the token is taken: the text of tokens depends on what precedes them. */
  async #logprobs(logitIndex: number, token: number): Promise<TokenLogprobs | null> {
    if (this.#alternatives === null || this.isInReasoning) return null;
    const { logprob, top } = await this.#sampler.logprobs(logitIndex, token, this.#alternatives);
    const reader = this.#reader;
    return {
      token: reader.textOf(token),
      logprob,
      top: top.map((other) => ({ token: reader.textOf(other.token), logprob: other.logprob })),
    };
  }

  #cutsBefore(token: number): boolean {
    const reader = this.#reader;
    const tag = reader.tagOf(token);
    const endsTurn = this.#facts.endsTurn(token) || (tag !== null && reader.syntax.turnTags.includes(tag));
    // An answer with a form always follows.
    if (endsTurn && reader.isInReasoning && this.#mustAnswer) return true;
    // Calls are no part of reasoning.
    if (reader.isInReasoning && this.#opensCall(token)) return true;
    if (!reader.isInReasoningText || !this.#limit.isReached) return false;
    if (endsTurn) return true;
    if (tag !== null && tag === reader.syntax.reasoning?.close) return false;
    const text = tag === null ? reader.peek(token) : "";
    return this.#limit.cutsBetween(reader.tail, text, reader.isMidCharacter);
  }
}

const textOf = (text: string): readonly OutputEvent[] =>
  text === "" ? [] : [{ type: "text", part: "text", text }];
