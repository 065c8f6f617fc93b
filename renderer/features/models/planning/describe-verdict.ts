import { wordsPerToken } from "../../../../shared/models/speed-estimate.ts";
import type { Verdict } from "../../../../shared/models/verdict.ts";
import type { ReadingTimes } from "../../../../shared/models/reading-times.ts";
import { timeText } from "../../../i18n/time-text.ts";
import { formatMemory, formatNumber } from "../../../i18n/format.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";

/** The numbers behind a verdict: `needs about 6.1 GB of your 16 GB`, `about 9 words a second`. */
export function verdictNumbers(
  verdict: Verdict,
  text: MessageCatalog["planner"],
  language: Language,
): readonly string[] {
  const needed = formatMemory(verdict.neededBytes, language);
  const have = formatMemory(verdict.haveBytes, language);
  const memory = text.verdictMemory[verdict.reason](needed, have);
  const speed = speedWords(verdict.tokensPerSecond, text, language);
  return speed === null || verdict.word === "too-big" ? [memory] : [memory, speed];
}

/** How long a photo and a clip take: `a photo in about 14 s`. */
export function mediaNumbers(
  { photo, clip }: ReadingTimes,
  text: MessageCatalog["planner"],
  language: Language,
): readonly string[] {
  return [
    photo && text.photo(timeText(photo, text, language)),
    clip && text.clip(timeText(clip, text, language)),
  ].filter((fact) => fact !== null);
}

/** The speed in words or, for Chinese, in characters per second. */
function speedWords(
  tokensPerSecond: number | null,
  text: MessageCatalog["planner"],
  language: Language,
): string | null {
  if (tokensPerSecond === null) {
    return null;
  }
  const perSecond = tokensPerSecond * (language === "zh-CN" ? charactersPerToken : wordsPerToken);
  if (perSecond > maxPerSecond) {
    return text.fast(formatNumber(maxPerSecond, language));
  }
  const rounded = perSecond < 3 ? perSecond : Math.round(perSecond);
  return text.speed(formatNumber(rounded, language));
}

/**
 * Higher estimates are shown as "more than". They are faster than anyone reads, and less accurate, because
 * small models are not limited by memory bandwidth alone.
 */
const maxPerSecond = 50;
const charactersPerToken = 1.5;
