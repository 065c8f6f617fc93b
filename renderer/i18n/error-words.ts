import type { ErrorCode, ErrorData } from "../../shared/ipc/result.ts";

/** What a person can do about a failure; whoever shows it knows how. */
export type ErrorAction = "retry" | "choose-model" | "new-chat" | "reload";

export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** What is safe, and what to do. */
  readonly detail: (data: ErrorData) => string;
  readonly action: ErrorAction | null;
}

/** A code without words does not compile. */
export type ErrorCatalog = Readonly<Record<ErrorCode, ErrorWords>>;

/** A fact as a string, or what stands in for it when the failure came without. */
export function fact(data: ErrorData, name: string, otherwise = ""): string {
  const value = data[name];
  return value === undefined || value === null || value === "" ? otherwise : String(value);
}
