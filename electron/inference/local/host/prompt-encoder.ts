import type { LlamaModel } from "node-llama-cpp";
import { fallbackTemplate } from "../../../../shared/formats/gemma4/fallback-template.ts";
import {
  compilePromptTemplate,
  type PromptRequest,
  type PromptTemplate,
  type TextSegment,
} from "../../../../shared/formats/gemma4/prompt.ts";
import { AppError } from "../../../../shared/ipc/result.ts";
import { sharedPrefix } from "./cells/valid-prefix.ts";
import type { Cell } from "./cells/batch.ts";
import { PromptTokenizer, type MediumInPrompt } from "./prompt-tokenizer.ts";

export interface EncodedPrompt {
  readonly tokens: readonly Cell[];
  /** The template's text after the last message content. */
  readonly promptEnd: string;
  /**
   * How many of the tokens the next turn's prompt will begin with, whatever the reply. Thoughts are not part
   * of it, nor is the empty thought that some templates end a prompt with.
   */
  readonly lastingTokens: number;
}

/** Encodes conversations with a model's own template and vocabulary. Create one per loaded model. */
export class PromptEncoder {
  readonly template: string;
  readonly #model: LlamaModel;
  readonly #compiled: PromptTemplate;
  readonly #tokenizer: PromptTokenizer;

  /**
   * @param chatTemplate used instead of the file's own; null: the file's
   * @throws AppError `model-load-failed` {detail}: the model has no usable chat template
   */
  constructor(
    model: LlamaModel,
    mediumInPrompt: MediumInPrompt = takesNoMedia,
    chatTemplate: string | null = null,
  ) {
    const { bosString, eosString } = model.tokens;
    this.template = chatTemplate ?? templateOf(model);
    this.#compiled = compilePromptTemplate(this.template, {
      bosToken: bosString ?? "",
      eosToken: eosString ?? "",
    });
    this.#model = model;
    this.#tokenizer = new PromptTokenizer(model, mediumInPrompt);
  }

  /**
   * @throws AppError `engine-failed` {detail}: the template rejects this conversation; `media-unsupported`
   * {kind}
   */
  encode(request: PromptRequest): EncodedPrompt {
    const segments = this.#compiled.render(request);
    const last = segments.at(-1);
    const next = this.#tokensOfNextTurn(request);
    const tokens = this.#tokenizer.tokenize(segments);
    return {
      tokens,
      promptEnd: last?.kind === "template" ? last.text : "",
      lastingTokens: next === null ? tokens.length : sharedPrefix(tokens, next),
    };
  }

  /** Tokens of a prompt that was rendered elsewhere. Leaves what is known of the last prompt alone. */
  countSegments(segments: readonly TextSegment[]): number {
    return new PromptTokenizer(this.#model, takesNoMedia).tokenize(segments).length;
  }

  /** Null when the template would reject it. */
  #tokensOfNextTurn(request: PromptRequest): readonly Cell[] | null {
    const turns = [...request.turns, { role: "assistant", text: "." }, { role: "user", text: "." }] as const;
    try {
      return this.#tokenizer.tokenize(this.#compiled.render({ ...request, turns }));
    } catch {
      return null;
    }
  }
}

/** For a model without a projector. */
const takesNoMedia: MediumInPrompt = ({ kind }) => {
  throw new AppError("media-unsupported", `The model does not accept ${kind} input`, { kind });
};

function templateOf(model: LlamaModel): string {
  const { general, tokenizer } = model.fileInfo.metadata;
  const template = tokenizer.chat_template;
  if (typeof template === "string" && template.trim() !== "") {
    return template;
  }
  const architecture: string = general.architecture;
  if (architecture === "gemma4") {
    return fallbackTemplate;
  }
  const detail = "The file has no chat template";
  throw new AppError("model-load-failed", detail, { detail });
}
