import type { ChatFormat, PromptRequest } from "../../../../shared/formats/chat-format.ts";
import type { OutputStart } from "../../../../shared/formats/output-syntax.ts";
import type { TokenizeOptions } from "../../../../shared/inference/engine-protocol.ts";
import type { Prompt } from "../../../../shared/inference/prompt-turn.ts";
import { turnsBefore } from "../../../../shared/formats/open-steps.ts";
import type { PromptSegment, TextSegment } from "../../../../shared/formats/prompt-template.ts";
import { templateEnd } from "../../../../shared/formats/turn-text.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { Cell } from "./cells/batch.ts";
import { sharedPrefix } from "./cells/valid-prefix.ts";
import { RememberedTurns, type TurnTokens } from "./open-turns/remembered-turns.ts";
import type { TokenReading } from "./open-turns/turn-items.ts";
import { PromptTokenizer, type MediumInPrompt, type Vocabulary } from "./prompt-tokenizer.ts";

export interface EncodedPrompt {
  readonly tokens: readonly Cell[];
  readonly outputStart: OutputStart;
  /** The model's turn so far, which the tokens end with. */
  readonly turn: TurnTokens;
  /**
   * How many of the tokens the next turn's prompt will begin with, whatever the reply. Reasoning is not part
   * of it, nor is the empty thought that some templates end a prompt with.
   */
  readonly lastingTokens: number;
}

export interface PromptEncoderOptions {
  readonly format: ChatFormat;
  readonly vocabulary: Vocabulary;
  readonly reading: TokenReading;
  /** Absent: for a model without a projector. */
  readonly mediumInPrompt?: MediumInPrompt;
}

/** Encodes conversations with a model's own format and vocabulary. Create one per loaded model. */
export class PromptEncoder {
  readonly #format: ChatFormat;
  readonly #vocabulary: Vocabulary;
  readonly #tokenizer: PromptTokenizer;
  readonly #remembered: RememberedTurns;

  constructor({ format, vocabulary, reading, mediumInPrompt = takesNoMedia }: PromptEncoderOptions) {
    this.#format = format;
    this.#vocabulary = vocabulary;
    this.#tokenizer = new PromptTokenizer(vocabulary, mediumInPrompt);
    this.#remembered = new RememberedTurns(format, reading, mediumInPrompt);
  }

  /**
   * @throws AppError `engine-failed` {detail}: the format or its template rejects this conversation;
   * `media-unsupported` {kind}
   */
  encode(request: PromptRequest & Pick<Prompt, "rawText">): EncodedPrompt {
    if (request.rawText !== undefined) return this.#encodeRaw(request.rawText);
    const { beforeTurn, openTurn, outputStart } = this.#format.render(request);
    const cue = templateEnd(beforeTurn);
    const next = this.#tokensOfNextTurn(request);
    const before = this.#tokenizer.tokenize(beforeTurn);
    const continued = this.#remembered.continue(openTurn, cue);
    const rest = continued.rest.length === 0 ? [] : this.#tokenizer.tokenizeMore(continued.rest);
    const turn = [...continued.tokens, ...rest];
    const tokens = turn.length === 0 ? before : [...before, ...turn];
    return {
      tokens,
      outputStart,
      turn: { cue, tokens: turn },
      lastingTokens: next === null ? tokens.length : sharedPrefix(tokens, next),
    };
  }

  /** Tokens of a prompt that was rendered elsewhere. Leaves what is known of the last prompt alone. */
  countSegments(segments: readonly TextSegment[]): number {
    return new PromptTokenizer(this.#vocabulary, takesNoMedia).tokenize(segments).length;
  }

  /** The tokens of a text by itself. */
  tokenize(text: string, { parsesTags, addsBos }: TokenizeOptions): readonly number[] {
    const kind = parsesTags ? "template" : "content";
    const tokens = new PromptTokenizer(this.#vocabulary, takesNoMedia).tokenize([{ kind, text }]);
    const { bos } = this.#vocabulary.tokens;
    const ids = tokens.filter((cell) => typeof cell === "number");
    const isBosInText = parsesTags && this.#vocabulary.tokenize(text, true)[0] === bos;
    return !addsBos && !isBosInText && ids[0] === bos ? ids.slice(1) : ids;
  }

  /** The text of a prompt, control tags included; a medium is written as the marker of its kind. */
  render(request: PromptRequest & Pick<Prompt, "rawText">): string {
    if (request.rawText !== undefined) return request.rawText;
    const { beforeTurn, openTurn } = this.#format.render(request);
    const textOf = (segment: PromptSegment) =>
      segment.kind === "media" ? `<|${segment.medium.kind}|>` : segment.text;
    return [...beforeTurn, ...openTurn].map(textOf).join("");
  }

  #encodeRaw(text: string): EncodedPrompt {
    const tokens = this.tokenize(text, { parsesTags: true, addsBos: true });
    return {
      tokens,
      outputStart: { promptEnd: "", continues: "text" },
      turn: { cue: "", tokens: [] },
      lastingTokens: tokens.length,
    };
  }

  /** Open turns that say the same will be encoded in these tokens. */
  remember(turn: TurnTokens): void {
    this.#remembered.remember(turn);
  }

  /** The prompt of the next turn up to its text, after this reply; null when the template would reject it. */
  afterReply(request: PromptRequest & Pick<Prompt, "rawText">, reply: string): readonly Cell[] | null {
    return request.rawText === undefined ? this.#tokensOfNextTurn(request, reply) : null;
  }

  /** Null when the template would reject it. */
  #tokensOfNextTurn(request: PromptRequest, reply = "."): readonly Cell[] | null {
    const before = turnsBefore(request.turns);
    const turns = [...before, { role: "assistant", text: reply }, { role: "user", text: "." }] as const;
    try {
      return this.#tokenizer.tokenize(this.#format.render({ ...request, turns }).beforeTurn);
    } catch {
      return null;
    }
  }
}

const takesNoMedia: MediumInPrompt = ({ kind }) => {
  throw new AppError("media-unsupported", `The model does not accept ${kind} input`, { kind });
};
