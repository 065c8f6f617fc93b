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

export type StorageTrouble = "full" | "read-only" | "busy" | "damaged" | "newer" | "other";

/** What keeps Facet from writing: SQLite's and the system's names for it, brought down to what a person can act on. */
export function storageTrouble(data: ErrorData): StorageTrouble {
  switch (fact(data, "reason")) {
    case "disk-full":
    case "ENOSPC":
    case "EDQUOT":
      return "full";
    case "read-only":
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return "read-only";
    case "busy":
    case "EBUSY":
      return "busy";
    case "damaged":
      return "damaged";
    case "newer-version":
      return "newer";
    default:
      return "other";
  }
}

export type FileTrouble = "no-access" | "not-a-model" | "no-weights" | "newer" | "damaged";

/** What is wrong with a model file. */
export function fileTrouble(data: ErrorData): FileTrouble {
  switch (fact(data, "reason")) {
    case "no-access":
      return "no-access";
    case "not-gguf":
      return "not-a-model";
    case "no-weights":
      return "no-weights";
    case "unknown-version":
      return "newer";
    default:
      return "damaged";
  }
}

export type LoadTrouble = "unknown-kind" | "memory" | "other";

/** Read from llama.cpp's own words, which have no codes. */
export function loadTrouble(data: ErrorData): LoadTrouble {
  const detail = fact(data, "detail");
  if (/unknown (model )?architecture|chat template/i.test(detail)) {
    return "unknown-kind";
  }
  return /alloc|memory|buffer|oom/i.test(detail) ? "memory" : "other";
}

/** What takes up the room that a message would need. */
export function tooLongReason({ reason }: ErrorData): "message" | "pinned" | "system-prompt" {
  return reason === "pinned" || reason === "system-prompt" ? reason : "message";
}

/** Whether the context is already as long as the model was trained for, so that a longer one would not help. */
export function isContextLongest({ contextSizeTokens, trainedTokens }: ErrorData): boolean {
  return (
    typeof contextSizeTokens === "number" &&
    typeof trainedTokens === "number" &&
    contextSizeTokens >= trainedTokens
  );
}
