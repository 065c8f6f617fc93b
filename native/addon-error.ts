export type AddonErrorCode =
  /** The addon was not built, or not for these libraries; the message says what to do. */
  | "not-built"
  /** The memory layout of node-llama-cpp's objects does not match; the addon must not be used. */
  | "not-compatible"
  /** Not a projector file, or damaged or incomplete. */
  | "projector-unreadable"
  /** A projector for another model or of a type that Gemma 4 does not use. */
  | "projector-mismatch"
  /** Not the file of a drafter, or damaged or incomplete. */
  | "drafter-unreadable"
  /** A drafter for another model. */
  | "drafter-mismatch"
  | "no-vision"
  | "no-hearing"
  /** Invalid dimensions, byte length or size of an image. */
  | "bad-image"
  /** Too short, too long, or with NaN or infinite samples. */
  | "bad-audio"
  | "bad-embeddings"
  /** More tokens than fit in the context, or in one batch where they must be evaluated together. */
  | "does-not-fit"
  /** Used after it was disposed of or released. */
  | "disposed"
  /** Released while its context is still in memory. */
  | "in-use"
  | "failed";

const codes: ReadonlySet<string> = new Set<AddonErrorCode>([
  "not-built",
  "not-compatible",
  "projector-unreadable",
  "projector-mismatch",
  "drafter-unreadable",
  "drafter-mismatch",
  "no-vision",
  "no-hearing",
  "bad-image",
  "bad-audio",
  "bad-embeddings",
  "does-not-fit",
  "disposed",
  "in-use",
  "failed",
]);

/**
 * The error of a failed job of the addon, or of an evaluation it watches. A stopped job rejects with the
 * signal's reason instead.
 */
export class AddonError extends Error {
  readonly code: AddonErrorCode;

  constructor(code: AddonErrorCode, message: string) {
    super(message);
    this.name = "AddonError";
    this.code = code;
  }

  /** @throws AddonError for each error of the call */
  static rethrown<T>(call: () => T): T {
    try {
      return call();
    } catch (error) {
      throw AddonError.from(error);
    }
  }

  /** Errors thrown by the addon have a `code` property. */
  static from(thrown: unknown): AddonError {
    const { code, message } = thrown as { readonly code?: unknown; readonly message?: unknown };
    const isKnown = typeof code === "string" && codes.has(code);
    return new AddonError(isKnown ? (code as AddonErrorCode) : "failed", String(message ?? thrown));
  }
}
