import { contextSteps } from "../../../../shared/models/fitting-alternatives.ts";
import { formatAbout, formatTokens } from "../../../i18n/format.ts";
import { useLanguage, useText } from "../../../i18n/i18n.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";
import { Slider } from "../../../ui/Slider.tsx";
import { chooseContext, usePlanning } from "./planning-store.ts";

/**
 * The context length that the verdicts on the Models page assume.
 *
 * @param maxTokens the context length that the model was trained for: no larger one is offered
 */
export function ContextSlider({ maxTokens }: { readonly maxTokens: number }) {
  const text = useText();
  const language = useLanguage();
  const contextTokens = usePlanning((state) => state.contextTokens);
  const steps = contextSteps.filter((tokens) => tokens <= maxTokens);
  const shownTokens = Math.min(contextTokens, steps.at(-1) ?? contextTokens);
  const at = steps.findIndex((tokens) => tokens >= shownTokens);
  return (
    <Slider
      label={text.planner.context}
      hint={text.planner.contextHint}
      value={at === -1 ? steps.length - 1 : at}
      steps={steps.length}
      valueText={contextWords(shownTokens, text, language)}
      onChange={(step) => chooseContext(steps[step] ?? shownTokens)}
    />
  );
}

/** `32K tokens, about 25,000 words`. */
function contextWords(tokens: number, text: MessageCatalog, language: Language): string {
  const words = tokens * (language === "zh-CN" ? 1.5 : 0.75);
  return text.planner.contextWords(formatTokens(tokens, language), formatAbout(words, language));
}
