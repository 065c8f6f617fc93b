import type { Failure } from "../../shared/ipc/result.ts";
import type { ErrorAction } from "./error-words.ts";
import type { MessageCatalog } from "./message-catalog.ts";

export interface FailureWords {
  readonly title: string;
  readonly detail: string;
  readonly action: { readonly kind: ErrorAction; readonly label: string } | null;
}

/** Describes a failure to the user: what happened, what is safe, and what to do. */
export function describeFailure(failure: Pick<Failure, "code" | "data">, text: MessageCatalog): FailureWords {
  // A host newer than this page may send codes that the page does not know.
  const known: Readonly<Record<string, MessageCatalog["errors"]["internal"]>> = text.errors;
  const { title, detail, action } = known[failure.code] ?? text.errors.internal;
  return {
    title,
    detail: detail(failure.data),
    action: action === null ? null : { kind: action, label: text.common.errorActions[action] },
  };
}
