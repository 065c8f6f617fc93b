/**
 * All error codes that cross a process boundary. The renderer maps each to a message and an action
 * (`renderer/i18n`); a code without a message does not compile.
 */
export type ErrorCode =
  | "invalid-request"
  | "not-found"
  | "model-missing"
  | "model-unreadable"
  | "model-incomplete"
  | "model-load-failed"
  /**
   * It does not fit in free memory, and the user did not load it anyway; data: name, neededBytes, freeBytes,
   * alternatives and others (JSON; see `MemoryShortage`). The message lists them for programs.
   */
  | "memory-short"
  /** The chat template has errors; data: problem (a TemplateProblemCode), line. */
  | "template-unusable"
  | "no-model"
  | "message-too-long"
  /** The file was removed or changed while it was being read. */
  | "media-unreadable"
  /** A file cannot be given to a model; data: name, problem (a DecodeProblem) and the data of the problem. */
  | "file-undecodable"
  /** An attachment's bytes are missing or incomplete; data: name. */
  | "media-missing"
  /** The projector cannot be loaded; data: reason (an error code of the media addon). */
  | "media-off"
  /**
   * A drafter is not used; data: reason (an error code of the addon, `missing`: there is no such file).
   */
  | "drafter-off"
  /** data: limitBytes. */
  | "media-too-large"
  /**
   * An image has more tokens than the model reads at once; data: tokens, fits (the largest token budget that
   * works; 0: none), hash (of what the model is given), name (of the attachment).
   */
  | "media-too-detailed"
  /**
   * The model does not support images or audio; data: kind (of the attachment), name (of the model), able
   * (names of local models that support it), isRemote.
   */
  | "media-unsupported"
  | "engine-crashed"
  /** The engine process made no progress and was terminated by the watchdog. */
  | "engine-hung"
  | "engine-failed"
  /** An answer cannot be constrained to this JSON schema; data: path (a JSON pointer), keyword. */
  | "schema-unsupported"
  | "storage-failed"
  /**
   * A file could not be written where the user wants it; data: name, reason (the system's code, such as ENOSPC or
   * EACCES).
   */
  | "file-not-written"
  /** Chromium could not print the page. */
  | "print-failed"
  /** Another process holds the lock on the data folder; data: pid, url. */
  | "home-in-use"
  /** No response from the hub or from the host of its files; data: host. */
  | "hub-offline"
  /** The hub is temporarily unavailable; data: host, status. */
  | "hub-busy"
  /** data: host, retryAfterS. */
  | "hub-rate-limited"
  /** The repository is gated; data: repo, hasToken. */
  | "hub-gated"
  /** The hub rejected the token. */
  | "hub-token-refused"
  /** data: repo, path. */
  | "hub-missing"
  /** An unexpected response, such as the sign-in page of a captive portal; data: host, status. */
  | "hub-unexpected"
  /** data: neededBytes, freeBytes, reserveBytes. */
  | "download-no-space"
  /** The downloaded bytes failed verification twice; data: fileName. */
  | "download-corrupt"
  /** The file changed at the hub repeatedly during the download; data: fileName. */
  | "download-changed"
  /** A server for models can't be reached; data: host. */
  | "server-offline"
  /** A server for models asks for an API key, or rejected the one it was sent; data: host, hasKey. */
  | "server-refused-key"
  /** A server for models can't answer right now; data: host, status. */
  | "server-busy"
  /** A server for models reported an error, or answered in a way that can't be read; data: host, detail. */
  | "server-failed"
  /** A server no longer has this model; data: host, name. */
  | "server-missing-model"
  /** A server for models vanished in mid-reply; data: host. */
  | "server-gone"
  /** The server of this model was removed from the list; data: name (of the model). */
  | "server-missing"
  /** Other devices can't be let in before a password was set. */
  | "password-needed"
  /** Listening on the network failed. */
  | "network-failed"
  /** Another device asked for what may only be done on the computer that runs Facet. */
  | "this-computer-only"
  /** A folder can't be granted to tools; data: path, reason (relative, missing, not-a-folder). */
  | "folder-unusable"
  /** A tool was given a path that is in no granted folder, or is reached by a link; data: path. */
  | "path-refused"
  /**
   * An address is never requested; data: host, reason (invalid, scheme, credentials, port, private).
   */
  | "address-refused"
  /**
   * An address could not be fetched; data: host, reason (no-such-host, unreachable, insecure, too-slow,
   * redirects, broken, type, too-large), type (the media type).
   */
  | "fetch-failed"
  /** A page was fetched and has no text; data: host, reason (status, limited, empty, unreadable), status. */
  | "page-unreadable"
  /**
   * A search failed; data: provider (its name), reason (no-key, no-address, refused-key, limited, status,
   * answer), status.
   */
  | "search-failed"
  /**
   * A limit ended the code that a model ran; data: limit (time, memory, output, work, folder or crash), seconds,
   * memoryMb, outputMb.
   */
  | "code-stopped"
  /** Code imports packages that the user has not downloaded; data: names. */
  | "packages-needed"
  /** A Bash script starts Python code that imports packages; data: names. */
  | "packages-elsewhere"
  /** A downloaded package of Python is missing or was changed; data: fileName. */
  | "packages-damaged"
  /** The host of the packages can't be reached or can't answer now; data: host. */
  | "packages-unreachable"
  /** The host of the packages lacks a file, or has another one in its place; data: host, fileName. */
  | "packages-unusable"
  /**
   * An MCP server can't be used; data: name, reason (no-command {command}, no-folder {path}, exited {exit}, ended, ends-repeatedly,
   * timeout, offline, sign-in, refused {status}, http {status}, misbehaved, stopped, other {detail}).
   */
  | "mcp-not-started"
  /** An MCP server did not answer a call; data: name, reason (ended, timeout, misbehaved, other), detail. */
  | "mcp-call-failed"
  /** A sign-in at an MCP server could not begin; data: host, detail. */
  | "mcp-sign-in-failed"
  /** data: limit. */
  | "mcp-too-many"
  | "disconnected"
  | "internal";

/** Values for the message shown to the user; never the message itself. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>;

export interface Failure {
  readonly code: ErrorCode;
  /** English, for logs and developers. */
  readonly message: string;
  readonly data: ErrorData;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** An expected failure. Any other thrown error is a bug and becomes `internal`. */
export class AppError extends Error implements Failure {
  readonly code: ErrorCode;
  readonly data: ErrorData;

  constructor(code: ErrorCode, message: string, data: ErrorData = {}) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.data = data;
  }
}

/** Messages may repeat strings of a file's header, or of a server, which may have megabytes. */
const longestMessage = 1_000;
const longestValue = 50_000;

export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AppError) {
    return { code: thrown.code, message: cut(thrown.message, longestMessage), data: bounded(thrown.data) };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: "internal", message: cut(message, longestMessage), data: {} };
}

function bounded(data: ErrorData): ErrorData {
  const isShort = Object.values(data).every(
    (value) => typeof value !== "string" || value.length <= longestValue,
  );
  if (isShort) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      typeof value === "string" ? cut(value, longestValue) : value,
    ]),
  );
}

function cut(text: string, length: number): string {
  return text.length > length ? `${text.slice(0, length - 1)}…` : text;
}
