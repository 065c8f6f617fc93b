import type { OutputEvent } from "../../../../shared/formats/gemma4/output-parser.ts";
import { reasoningTags } from "../../../../shared/formats/gemma4/tags.ts";
import type { NativeSampler } from "./llama-internals.ts";
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
  /** `end`: it ends the turn and is no part of the reply; `over`: nothing after it is part of the turn. */
  readonly turn: "goes-on" | "end" | "over";
  /** Whether it closes reasoning that the model would have continued. */
  readonly cutsReasoning: boolean;
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

/** Chooses the tokens of a reply, in order: sampled, or forced where reasoning is cut short. */
export class TokenChooser {
  readonly #facts: TokenFacts;
  readonly #sampler: NativeSampler;
  readonly #reader: OutputReader;
  readonly #limit: ReasoningLimit;
  /** Whether the answer has a form (a JSON schema), in which tags are text. */
  readonly #hasForm: boolean;
  #isAnswering = false;
  #hasReasoned: boolean;
  /** Tokens of the closing tag that are still to come. */
  #forced: readonly number[] = [];

  constructor(options: {
    readonly facts: TokenFacts;
    readonly sampler: NativeSampler;
    readonly reader: OutputReader;
    readonly limit: ReasoningLimit;
    readonly hasForm: boolean;
  }) {
    this.#facts = options.facts;
    this.#sampler = options.sampler;
    this.#reader = options.reader;
    this.#limit = options.limit;
    this.#hasForm = options.hasForm;
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
    const sampled = await this.#sampler.sample(logitIndex);
    if (!this.#cutsBefore(sampled)) {
      return this.#take(sampled, false);
    }
    const [first = sampled, ...rest] = this.#facts.closeReasoning;
    this.#forced = rest;
    // The sampled token is not in the reply. Only penalties will have noticed it.
    this.#sampler.accept(first);
    return this.#take(first, true);
  }

  /** Brings sampler and parser into the state after these tokens of the reply. */
  replay(tokens: readonly number[], forced: readonly number[]): void {
    this.#sampler.replay(tokens);
    for (const token of tokens) {
      this.#read(token);
    }
    this.#forced = forced;
  }

  /** Returns what the parser still held back, at the end of the reply. */
  end(): readonly OutputEvent[] {
    return this.#reader.end();
  }

  dispose(): void {
    this.#sampler.dispose();
  }

  #take(token: number, cutsReasoning: boolean): ChosenToken {
    const isText = this.#facts.isText(token);
    if (this.#facts.endsTurn(token)) {
      const { isInReasoning } = this;
      return { token, isText, events: [], isInReasoning, turn: "end", cutsReasoning };
    }
    const events = this.#read(token);
    const { isInReasoning } = this;
    if (isInReasoning && isText) this.#limit.count();
    const turn = this.#reader.isTurnOver ? "over" : "goes-on";
    return { token, isText, events, isInReasoning, turn, cutsReasoning };
  }

  #read(token: number): readonly OutputEvent[] {
    const isAnswer =
      !this.isInReasoning && (this.#hasReasoned || this.#reader.tagOf(token) !== reasoningTags.open);
    const released = this.#hasForm && isAnswer && !this.#isAnswering ? this.#reader.ignoreTags() : [];
    this.#isAnswering ||= isAnswer;
    const events = [...released, ...this.#reader.push(token)];
    this.#hasReasoned ||= this.isInReasoning;
    return events;
  }

  #cutsBefore(token: number): boolean {
    const reader = this.#reader;
    if (!reader.isInReasoning || !this.#limit.isReached) return false;
    if (this.#facts.endsTurn(token)) return true;
    const tag = reader.tagOf(token);
    if (tag === reasoningTags.close) return false;
    const text = tag === null ? reader.peek(token) : "";
    return this.#limit.cutsBetween(reader.tail, text, reader.isMidCharacter);
  }
}
