import { contextSteps } from "../../../../shared/models/fitting-alternatives.ts";
import { formatAbout, formatTokens } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import { Slider } from "../../../ui/Slider.tsx";
import { chooseContext, usePlanning } from "./planning-store.ts";

/** The context length that the verdicts on the Models page assume. */
export function ContextSlider() {
  const text = useText();
  const language = useLanguage();
  const contextTokens = usePlanning((state) => state.contextTokens);
  const at = contextSteps.findIndex((tokens) => tokens >= contextTokens);
  return (
    <Slider
      label={text.planner.context}
      hint={text.planner.contextHint}
      value={at === -1 ? contextSteps.length - 1 : at}
      steps={contextSteps.length}
      valueText={contextWords(contextTokens, text, language)}
      onChange={(step) => chooseContext(contextSteps[step] ?? contextSteps[0])}
    />
  );
}

/** `32K tokens, about 25,000 words`. */
function contextWords(tokens: number, text: MessageCatalog, language: Language): string {
  const words = tokens * (language === "zh-CN" ? 1.5 : 0.75);
  return text.planner.contextWords(formatTokens(tokens, language), formatAbout(words, language));
}
