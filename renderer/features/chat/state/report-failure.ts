import type { Failure } from "../../../../shared/ipc/result.ts";
import { describeFailure } from "../../../i18n/describe-failure.ts";
import { getText } from "../../../i18n/i18n.ts";
import { showFailure } from "../../../toasts.ts";

/** Shows why an action failed, in a toast. */
export function reportFailure(failure: Failure): void {
  const { title, detail } = describeFailure(failure, getText());
  showFailure({ text: title, detail });
}
