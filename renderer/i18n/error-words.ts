import type { ErrorCode, ErrorData } from "../../shared/ipc/result.ts";
import type { DecodeTroubleWords } from "./media-words.ts";

/** The action offered with a failure. It is performed by the component that shows the failure. */
export type ErrorAction = "retry" | "choose-model" | "open-servers" | "new-chat" | "reload";

export interface ErrorWords {
  /** What happened. */
  readonly title: string;
  /** What is safe, and what to do. */
  readonly detail: (data: ErrorData) => string;
  readonly action: ErrorAction | null;
}

/** Typed so that an error code without a text does not compile. */
export type ErrorCatalog = Readonly<Record<ErrorCode, ErrorWords>>;

/** A value from the data of a failure as a string, or `otherwise` if it is missing or empty. */
export function fact(data: ErrorData, name: string, otherwise = ""): string {
  const value = data[name];
  return value === undefined || value === null || value === "" ? otherwise : String(value);
}

export type StorageTrouble = "full" | "read-only" | "busy" | "damaged" | "newer" | "other";

/**
 * Maps the error codes of SQLite and the operating system to the cases with different advice for the user.
 */
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

export type WriteTrouble = "full" | "no-access" | "gone" | "busy" | "other";

/** The case of a `file-not-written` failure. */
export function writeTrouble(data: ErrorData): WriteTrouble {
  switch (fact(data, "reason")) {
    case "ENOSPC":
    case "EDQUOT":
    case "EFBIG":
      return "full";
    case "EACCES":
    case "EPERM":
    case "EROFS":
      return "no-access";
    case "ENOENT":
    case "ENOTDIR":
      return "gone";
    case "EBUSY":
    case "ETXTBSY":
      return "busy";
    default:
      return "other";
  }
}

export type FolderTrouble = "relative" | "not-a-folder" | "missing";

/** The case of a `folder-unusable` failure. */
export function folderTrouble(data: ErrorData): FolderTrouble {
  const reason = fact(data, "reason");
  return reason === "relative" || reason === "not-a-folder" ? reason : "missing";
}

export type CodeTrouble = "time" | "memory" | "output" | "work" | "folder" | "crash";

/** The case of a `code-stopped` failure. */
export function codeLimit(data: ErrorData): CodeTrouble {
  const limit = fact(data, "limit");
  switch (limit) {
    case "time":
    case "memory":
    case "output":
    case "work":
    case "folder":
      return limit;
    default:
      return "crash";
  }
}

const mcpTroubles = [
  "no-command",
  "no-folder",
  "exited",
  "ended",
  "ends-repeatedly",
  "timeout",
  "offline",
  "sign-in",
  "refused",
  "http",
  "misbehaved",
  "stopped",
] as const;

/** The case of a `mcp-not-started` failure. */
export function mcpTrouble(data: ErrorData): (typeof mcpTroubles)[number] | "other" {
  return mcpTroubles.find((reason) => reason === data.reason) ?? "other";
}

const mcpCallTroubles = ["ended", "timeout", "misbehaved"] as const;

/** The case of a `mcp-call-failed` failure. */
export function mcpCallTrouble(data: ErrorData): (typeof mcpCallTroubles)[number] | "other" {
  return mcpCallTroubles.find((reason) => reason === data.reason) ?? "other";
}

/** What has to be installed for a command. */
export function commandFamily(command: string): "node" | "python" | "docker" | "bun" | "deno" | "other" {
  const program = command
    .replace(/^.*[\\/]/s, "")
    .replace(/\.(?:exe|cmd|bat)$/i, "")
    .toLowerCase();
  if (/^(?:node|npx|npm|pnpm|yarn)$/.test(program)) return "node";
  if (/^(?:uvx?|pipx?|python3?)$/.test(program)) return "python";
  if (/^(?:docker|podman)$/.test(program)) return "docker";
  if (/^bunx?$/.test(program)) return "bun";
  return program === "deno" ? "deno" : "other";
}

export type FileTrouble = "no-access" | "not-a-model" | "no-weights" | "newer" | "damaged";

/** The case of a `model-unreadable` failure. */
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

/** Guessed from llama.cpp's error message, because llama.cpp reports no error codes. */
export function loadTrouble(data: ErrorData): LoadTrouble {
  const detail = fact(data, "detail");
  if (/unknown (model )?architecture|chat template/i.test(detail)) {
    return "unknown-kind";
  }
  return /alloc|memory|buffer|oom/i.test(detail) ? "memory" : "other";
}

export type ServerTrouble = "no-api" | "no-secure-connection" | "redirect" | "other";

/**
 * The case of a `server-failed` failure: its detail is in English, and is shown only where it is the server's
 * own.
 */
export function serverTrouble(data: ErrorData): ServerTrouble {
  const detail = fact(data, "detail");
  if (detail.startsWith("it has no OpenAI-compatible API")) return "no-api";
  if (detail.startsWith("no secure connection")) return "no-secure-connection";
  return detail.startsWith("it redirects to") ? "redirect" : "other";
}

/** What fills the context so that the message does not fit. */
export function tooLongReason({ reason }: ErrorData): "message" | "pinned" | "system-prompt" {
  return reason === "pinned" || reason === "system-prompt" ? reason : "message";
}

/**
 * Whether the context is already as long as the model was trained for, so that a longer one would not help.
 */
export function isContextLongest({ contextSizeTokens, trainedTokens }: ErrorData): boolean {
  return (
    typeof contextSizeTokens === "number" &&
    typeof trainedTokens === "number" &&
    contextSizeTokens >= trainedTokens
  );
}

/** Which file a `file-undecodable` failure is about, why, and what to do. */
export function undecodable(data: ErrorData, troubles: DecodeTroubleWords): string {
  const problem = fact(data, "problem");
  const words = troubles[problem in troubles ? (problem as keyof DecodeTroubleWords) : "broken"];
  return [fact(data, "name"), words.title, words.detail(data)].filter((line) => line !== "").join(": ");
}

/** The sentence for the case that a failure's data names; `otherwise` where it names none of them. */
export function sentenceFor(
  data: ErrorData,
  sentences: Readonly<Record<string, string>>,
  otherwise: string,
): string {
  const reason = fact(data, "reason");
  return Object.hasOwn(sentences, reason) ? (sentences[reason] ?? otherwise) : otherwise;
}
