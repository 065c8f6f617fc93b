import type { Model } from "../../../shared/models/model.ts";
import { capitalized, formatAbout, formatBytes, formatNumber, formatTokens } from "../../i18n/format.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";
import type { Language } from "../../i18n/language.ts";
import { readQuantization } from "./quantization.ts";

/** For a line of a list: `2.4 GB`, `4-bit (Q4_0)`, `128K context`. */
export function modelFacts(
  model: Model,
  text: MessageCatalog["models"],
  language: Language,
): readonly string[] {
  const facts = [formatBytes(model.sizeBytes, language)];
  if (model.isDemo) {
    return facts;
  }
  const precision = model.quantization === null ? null : shortPrecision(model.quantization, text, language);
  if (precision !== null) {
    facts.push(precision);
  }
  if (model.contextLength !== null) {
    facts.push(text.contextLength(formatTokens(model.contextLength, language)));
  }
  return facts;
}

export interface ModelFact {
  readonly label: string;
  readonly value: string;
}

/** What is known of a model in plain words, for its details. */
export function modelDetails(model: Model, text: MessageCatalog, language: Language): readonly ModelFact[] {
  const { facts: labels, inputs } = text.models;
  const size = { label: labels.size, value: formatBytes(model.sizeBytes, language) };
  if (model.isDemo) {
    return [size];
  }
  const precision = precisionSentence(model, text.models, language);
  return [
    size,
    precision === null ? null : { label: labels.precision, value: precision },
    model.contextLength === null
      ? null
      : { label: labels.context, value: contextSentence(model.contextLength, text.models, language) },
    {
      label: labels.input,
      value: capitalized(inputs(model.projector ?? { sees: false, hears: false }), language),
    },
    { label: labels.file, value: model.fileName },
    model.projector && { label: labels.projector, value: model.projector.fileName },
    model.origin === "own" ? null : { label: labels.origin, value: text.downloads.origins[model.origin] },
  ].filter((fact) => fact !== null);
}

/** `4-bit (Q4_0) · smaller file, slightly less precise`; null if the quantization is unknown. */
function precisionSentence(model: Model, text: MessageCatalog["models"], language: Language): string | null {
  if (model.quantization === null) {
    return null;
  }
  const known = readQuantization(model.quantization);
  const short = shortPrecision(model.quantization, text, language);
  return known === null ? short : `${short} · ${text.precisionWords[known.precision]}`;
}

/** The context length in words: a token is about 0.75 English words or 1.5 Chinese characters. */
function contextSentence(tokens: number, text: MessageCatalog["models"], language: Language): string {
  const words = tokens * (language === "zh-CN" ? 1.5 : 0.75);
  return text.contextWords(formatTokens(tokens, language), formatAbout(words, language));
}

function shortPrecision(quantization: string, text: MessageCatalog["models"], language: Language): string {
  const known = readQuantization(quantization);
  return known === null ? quantization : text.precision(formatNumber(known.bits, language), quantization);
}
