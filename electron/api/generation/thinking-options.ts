import { reasoningBudgetTokens } from "../../../shared/chat/chat-settings.ts";
import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { ApiDefaults } from "../api-server-options.ts";

export interface ThinkingRequest {
  /** The switch itself; it decides. */
  readonly enabled?: boolean | null | undefined;
  /** `none` is off; `minimal`, `low`, `medium`, `high` are budgets; anything above is without a limit. */
  readonly effort?: string | null | undefined;
  /** -1: no limit; 0: off. */
  readonly budgetTokens?: number | null | undefined;
}

/** An effort or a budget switches thinking on, unless the switch says otherwise. */
export function thinkingOptions(
  { enabled, effort, budgetTokens }: ThinkingRequest,
  defaults: ApiDefaults,
): Pick<GenerateOptions, "thinking" | "reasoningBudgetTokens"> {
  const wanted =
    effort === "none" || budgetTokens === 0 ? false : Boolean(effort) || typeof budgetTokens === "number";
  const isSaid = Boolean(effort) || typeof budgetTokens === "number";
  const thinking = enabled ?? (isSaid ? wanted : (defaults.thinking ?? false));
  if (!thinking || budgetTokens === 0) return { thinking: thinking && budgetTokens !== 0 };
  const budget = typeof budgetTokens === "number" ? budgetTokens : budgetOf(effort);
  return { thinking, ...(budget > 0 && { reasoningBudgetTokens: budget }) };
}

function budgetOf(effort: string | null | undefined): number {
  switch (effort) {
    case "minimal":
    case "low":
      return reasoningBudgetTokens.short ?? -1;
    case "medium":
      return reasoningBudgetTokens.medium ?? -1;
    case "high":
      return reasoningBudgetTokens.long ?? -1;
    case null:
    case undefined:
    default:
      return -1;
  }
}
