import { fallbackTemplate } from "../formats/gemma4/fallback-template.ts";
import type { TemplateTokens } from "../formats/prompt-template.ts";
import { likeControlToken } from "../formats/mark-control-tokens.ts";
import { type OriginalTemplate } from "./chat-template.ts";
import { maxTemplateLength } from "./max-template-length.ts";
import type { GgufHeader, GgufScalar } from "./gguf-header.ts";

/** What the header of a model's (first) file says about its chat template. */
export interface TemplateFacts extends OriginalTemplate {
  readonly tokens: TemplateTokens;
  /** The texts of the vocabulary's control tokens; null: it has no list of them. */
  readonly controlTokens: ReadonlySet<string> | null;
}

const tokensKey = "tokenizer.ggml.tokens";
const typesKey = "tokenizer.ggml.token_type";

/** The arrays of the header that `templateFacts` needs. */
export const templateArrays = [tokensKey, typesKey];

export function templateFacts({ metadata }: Pick<GgufHeader, "metadata">): TemplateFacts {
  const list = (key: string): readonly GgufScalar[] => {
    const value = metadata.get(key);
    return typeof value === "object" ? (value.values ?? []) : [];
  };
  const texts = list(tokensKey);
  const textOf = (idKey: string) => {
    const id = metadata.get(idKey);
    const text = typeof id === "number" ? texts[id] : undefined;
    return typeof text === "string" ? text : "";
  };
  return {
    ...originalTemplate(metadata),
    tokens: {
      bosToken: textOf("tokenizer.ggml.bos_token_id"),
      eosToken: textOf("tokenizer.ggml.eos_token_id"),
    },
    controlTokens: controlTokens(texts, list(typesKey)),
  };
}

function originalTemplate(metadata: GgufHeader["metadata"]): OriginalTemplate {
  const template = metadata.get("tokenizer.chat_template");
  // A longer one is none: it is neither loaded nor shown.
  if (typeof template === "string" && template.trim() !== "" && template.length <= maxTemplateLength) {
    return { original: template, source: "file" };
  }
  return metadata.get("general.architecture") === "gemma4"
    ? { original: fallbackTemplate, source: "built-in" }
    : { original: "", source: "none" };
}

/** llama.cpp's token types. */
const control = 3;
const userDefined = 4;

function controlTokens(
  texts: readonly GgufScalar[],
  types: readonly GgufScalar[],
): ReadonlySet<string> | null {
  if (types.length === 0) return null;
  const found = new Set<string>();
  for (const [id, text] of texts.entries()) {
    const type = types[id];
    // User-defined tokens are also white space and HTML tags; only Gemma's kind is meant for the template.
    const isControl = type === control || (type === userDefined && String(text).includes("|"));
    if (isControl && typeof text === "string" && isOneControlToken(text)) found.add(text);
  }
  return found;
}

const isOneControlToken = (text: string) => text.match(likeControlToken)?.[0] === text;
