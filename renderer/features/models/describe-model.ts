import type { Model } from "../../../shared/models/model.ts";
import { formatAbout, formatBytes, formatNumber, formatTokens } from "../../i18n/format.ts";
import type { MessageCatalog } from "../../i18n/message-catalog.ts";
import type { Language } from "../../i18n/language.ts";
import { readQuantization } from "./quantization.ts";

/** One line for a list: `2.4 GB · 4-bit (Q4_0) · 128K context`. */
export function modelFacts(model: Model, text: MessageCatalog["models"], language: Language): string {
  const facts = [formatBytes(model.sizeBytes, language)];
  if (model.isDemo) {
    return facts.join();
  }
  const precision = model.quantization === null ? null : shortPrecision(model.quantization, text, language);
  if (precision !== null) {
    facts.push(precision);
  }
  if (model.contextLength !== null) {
    facts.push(text.contextLength(formatTokens(model.contextLength, language)));
  }
  return facts.join(" · ");
}

/** The same facts in plain words, one per line, for the Models page. */
export function modelDetails(
  model: Model,
  text: MessageCatalog["models"],
  language: Language,
): readonly string[] {
  const size = formatBytes(model.sizeBytes, language);
  if (model.isDemo) {
    return [size];
  }
  return [
    size,
    precisionSentence(model, text, language),
    model.contextLength === null ? null : contextSentence(model.contextLength, text, language),
    text.takes(model.projector ?? { sees: false, hears: false }),
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
