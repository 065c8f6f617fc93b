import type { TemplateProblem } from "../../../../shared/formats/template-problem.ts";
import { maxTemplateLength } from "../../../../shared/models/max-template-length.ts";
import { formatNumber } from "../../../i18n/format.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { Language } from "../../../i18n/language.ts";

/** What is wrong with a template, and what follows from it. */
export function describeProblem(
  { code, situation, detail }: TemplateProblem,
  text: MessageCatalog["template"],
  language: Language,
): string {
  const { problems, consequences } = text;
  const consequence = situation === null ? "" : consequences[situation];
  const reason = (detail ?? "").replace(/\.$/, "");
  switch (code) {
    case "does-not-parse":
    case "unclosed-block":
      return problems[code](reason);
    case "does-not-render":
      return text.withConsequence(problems[code](reason), consequence);
    case "drops-message":
      return text.withConsequence(problems[code][roleOf(detail)], consequence);
    case "too-long":
      return problems[code](formatNumber(maxTemplateLength, language));
    case "blank":
    case "too-slow":
    case "repeats-message":
    case "wrong-order":
    case "no-generation-cue":
    case "no-turn-marks":
    case "thinking-has-no-effect":
      return problems[code];
  }
}

const roleOf = (detail: string | null) => (detail === "system" || detail === "assistant" ? detail : "user");
