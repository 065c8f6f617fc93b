import { describeFailure } from "../../../i18n/describe-failure.ts";
import type { MessageCatalog } from "../../../i18n/i18n.ts";
import type { AttachmentFailure } from "../state/attachment-item.ts";

export interface TroubleWords {
  readonly title: string;
  readonly detail: string;
  /** Whether the same file may come out otherwise at another try. */
  readonly canRetry: boolean;
}

/** Why a file is not attached, and what to do. */
export function describeTrouble(failure: AttachmentFailure, text: MessageCatalog): TroubleWords {
  if (failure.of === "storing") {
    const { title, detail, action } = describeFailure(failure.failure, text);
    return { title, detail, canRetry: action?.kind === "retry" };
  }
  const { trouble, data } = failure.failure;
  const { title, detail } = text.media.troubles[trouble];
  // All else is in the file, and stays there.
  return { title, detail: detail(data), canRetry: trouble === "decoder-failed" };
}
