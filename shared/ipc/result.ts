/**
 * Every code a failure can carry across a process boundary. The renderer maps each to a sentence and an action
 * (`renderer/i18n`), so a new code does not compile until it has words.
 */
export type ErrorCode =
  | "invalid-request"
  | "not-found"
  | "model-missing"
  | "model-unreadable"
  | "model-incomplete"
  | "model-load-failed"
  /** It would not fit into what is free, and the person did not want it loaded; data: name, neededBytes, freeBytes. */
  | "memory-short"
  | "no-model"
  | "message-too-long"
  /** The file went away, or changed, while it was being read. */
  | "media-unreadable"
  /** The bytes of an attachment are not stored, or not whole; data: name. */
  | "media-missing"
  /** The projector can not be used; data: reason, as the media addon names it. */
  | "media-off"
  /** data: limitBytes. */
  | "media-too-large"
  /** The model can't see or can't hear; data: kind (of the attachment), name (of the model), able (names of models). */
  | "media-unsupported"
  | "engine-crashed"
  /** It did nothing any more and was ended. */
  | "engine-hung"
  | "engine-failed"
  | "storage-failed"
  /** Another process holds the data folder; data: pid, url. */
  | "home-in-use"
  /** No answer from the hub, or from the host that has its files; data: host. */
  | "hub-offline"
  /** The hub says that it can't just now; data: host, status. */
  | "hub-busy"
  /** data: host, retryAfterS. */
  | "hub-rate-limited"
  /** The owner lets in only whom they know; data: repo, hasToken. */
  | "hub-gated"
  /** The hub does not know the token. */
  | "hub-token-refused"
  /** data: repo, path. */
  | "hub-missing"
  /** An answer that makes no sense, such as the sign-in page of a network; data: host, status. */
  | "hub-unexpected"
  /** data: neededBytes, freeBytes, reserveBytes. */
  | "download-no-space"
  /** What came was wrong twice; data: fileName. */
  | "download-corrupt"
  /** The file was replaced at the hub again and again; data: fileName. */
  | "download-changed"
  | "disconnected"
  | "internal";

/** Facts for the sentence shown to the person; never the sentence itself. */
export type ErrorData = Readonly<Record<string, string | number | boolean | null>>;

export interface Failure {
  readonly code: ErrorCode;
  /** English, for logs and developers. */
  readonly message: string;
  readonly data: ErrorData;
}

export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: Failure };

/** A failure that has a designed answer; anything else that is thrown is a bug and becomes `internal`. */
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

export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof AppError) {
    return { code: thrown.code, message: thrown.message, data: thrown.data };
  }
  return { code: "internal", message: thrown instanceof Error ? thrown.message : String(thrown), data: {} };
}
