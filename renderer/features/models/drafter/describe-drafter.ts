import type { DraftSourceState } from "../../../../shared/inference/drafting.ts";
import type { EngineState } from "../../../../shared/models/engine-state.ts";
import type { Model } from "../../../../shared/models/model.ts";
import type { ModelSettings } from "../../../../shared/models/model-settings.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { formatNumber, formatPercent } from "../../../i18n/format.ts";
import type { Language } from "../../../i18n/language.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";

/** Whether a model's drafter is used, and how well it drafts; or why it is not used. */
export function describeDrafter(
  { id }: Pick<Model, "id">,
  engine: EngineState,
  { usesDrafter }: Pick<ModelSettings, "usesDrafter">,
  text: MessageCatalog,
  language: Language,
): string {
  const { states } = text.models.drafter;
  if (!usesDrafter) return states.off;
  if (engine.type !== "ready" || engine.modelId !== id) return states.waiting;
  return engine.isDrafterLeftOut ? states.leftOut : describeState(engine.drafting.drafter, text, language);
}

function describeState(state: DraftSourceState, text: MessageCatalog, language: Language): string {
  const { states } = text.models.drafter;
  const percent = (share: number) => formatPercent(share, language);
  switch (state.type) {
    case "none":
      return states.waiting;
    case "unavailable":
      return describeFailure(state.problem, text).detail;
    case "paused":
      return states[state.reason](percent(state.measured.acceptanceRate));
    case "on": {
      if (state.measured === null) return states.on;
      const { acceptanceRate, speedup } = state.measured;
      return states.measured(percent(acceptanceRate), formatNumber(speedup, language));
    }
  }
}
