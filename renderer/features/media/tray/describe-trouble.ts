import { describeFailure } from "../../../i18n/describe-failure.ts";
import type { MessageCatalog } from "../../../i18n/message-catalog.ts";
import type { AttachmentFailure } from "../state/attachment-item.ts";

export interface TroubleWords {
  readonly title: string;
  readonly detail: string;
  /** Whether a retry with the same file may succeed. */
  readonly canRetry: boolean;
  /** Whether the file is a model, which can be added instead. */
  readonly isModel: boolean;
}

/** Describes why a file could not be attached and what to do. */
export function describeTrouble(failure: AttachmentFailure, text: MessageCatalog): TroubleWords {
  if (failure.of === "storing") {
    const { title, detail, action } = describeFailure(failure.failure, text);
    return { title, detail, canRetry: action?.kind === "retry", isModel: false };
  }
  const { trouble, data } = failure.failure;
  const { title, detail } = text.media.troubles[trouble];
  // All other troubles are caused by the file, so a retry would fail again.
  const isModel = trouble === "unsupported-format" && data.of === "model";
  return { title, detail: detail(data), canRetry: trouble === "decoder-failed", isModel };
}
