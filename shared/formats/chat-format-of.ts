import { AppError } from "../ipc/result.ts";
import type { ChatFormat } from "./chat-format.ts";
import { fallbackTemplate } from "./gemma4/fallback-template.ts";
import { Gemma4Format } from "./gemma4/gemma4-format.ts";
import { GenericFormat } from "./generic-format.ts";
import type { TemplateTokens } from "./prompt-template.ts";

interface FormatEntry {
  readonly create: (template: string, tokens: TemplateTokens) => ChatFormat;
  /** For files without a template; null: none is known. */
  readonly fallbackTemplate: string | null;
}

/** Formats by architecture (`general.architecture` of a GGUF). */
const formats = new Map<string, FormatEntry>([
  ["gemma4", { create: (template, tokens) => new Gemma4Format(template, tokens), fallbackTemplate }],
]);

const generic: FormatEntry = {
  create: (template, tokens) => new GenericFormat(template, tokens),
  fallbackTemplate: null,
};

/**
 * @param template the file's own; null: it has none
 * @throws AppError `model-load-failed` {detail}: there is no usable template
 */
export function chatFormatOf(
  architecture: string,
  template: string | null,
  tokens: TemplateTokens,
): ChatFormat {
  const entry = formats.get(architecture) ?? generic;
  const source = template ?? entry.fallbackTemplate;
  if (source === null) {
    const detail = "The file has no chat template";
    throw new AppError("model-load-failed", detail, { detail });
  }
  return entry.create(source, tokens);
}
