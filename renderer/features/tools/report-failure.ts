import type { Result } from "../../../shared/ipc/result.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText } from "../../i18n/i18n.ts";
import { showFailure } from "../../toasts.ts";

/** @returns whether it was done; where not, why is shown */
export function reportFailure(result: Result<unknown>): boolean {
  if (result.ok) return true;
  const { title, detail } = describeFailure(result.error, getText());
  showFailure({ text: title, detail });
  return false;
}
