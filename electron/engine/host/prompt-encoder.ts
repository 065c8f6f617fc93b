import type { LlamaModel } from "node-llama-cpp";
import { fallbackTemplate } from "../../../shared/gemma/fallback-template.ts";
import {
  compilePromptTemplate,
  type PromptRequest,
  type PromptTemplate,
} from "../../../shared/gemma/prompt.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import { PromptTokenizer } from "./prompt-tokenizer.ts";

export interface EncodedPrompt {
  readonly tokens: readonly number[];
  /** The template's text after the last thing anybody said. */
  readonly promptEnd: string;
}

/** Turns conversations into a model's tokens, with its own template and vocabulary. Make one per loaded model. */
export class PromptEncoder {
  readonly template: string;
  readonly #compiled: PromptTemplate;
  readonly #tokenizer: PromptTokenizer;

  /** @throws AppError `model-load-failed` {detail}: there is no template that can be used */
  constructor(model: LlamaModel) {
    const { bosString, eosString } = model.tokens;
    this.template = templateOf(model);
    this.#compiled = compilePromptTemplate(this.template, {
      bosToken: bosString ?? "",
      eosToken: eosString ?? "",
    });
    this.#tokenizer = new PromptTokenizer(model);
  }

  /** @throws AppError `engine-failed` {detail}: the template refuses this conversation */
  encode(request: PromptRequest): EncodedPrompt {
    const segments = this.#compiled.render(request);
    const last = segments.at(-1);
    return {
      tokens: this.#tokenizer.tokenize(segments),
      promptEnd: last?.kind === "template" ? last.text : "",
    };
  }
}

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
