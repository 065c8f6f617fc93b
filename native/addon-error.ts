export type AddonErrorCode =
  /** The addon was not built, or not for these libraries; the message says what to do. */
  | "not-built"
  /** What the addon sees in memory is not what node-llama-cpp says: it must not be used. */
  | "not-compatible"
  /** No projector, damaged or incomplete. */
  | "projector-unreadable"
  /** A projector, but of another model or of a kind that is not Gemma 4's. */
  | "projector-mismatch"
  | "no-vision"
  | "no-hearing"
  /** Sides, bytes or size of a picture are not as agreed. */
  | "bad-image"
  /** Too short, too long, or not numbers. */
  | "bad-audio"
  | "bad-embeddings"
  /** Not into the context, or not into one batch where it has to be evaluated at once. */
  | "does-not-fit"
  /** Used after its end. */
  | "disposed"
  | "failed";

const codes: ReadonlySet<string> = new Set<AddonErrorCode>([
  "not-built",
  "not-compatible",
  "projector-unreadable",
  "projector-mismatch",
  "no-vision",
  "no-hearing",
  "bad-image",
  "bad-audio",
  "bad-embeddings",
  "does-not-fit",
  "disposed",
  "failed",
]);

/**
 * What a job of the addon's, or one that it watches, ends with instead of a result; never that it was stopped: that is the reason
 * of the signal.
 */
export class AddonError extends Error {
  readonly code: AddonErrorCode;

  constructor(code: AddonErrorCode, message: string) {
    super(message);
    this.name = "AddonError";
    this.code = code;
  }

  /** What the addon throws carries its code as a property. */
  static from(thrown: unknown): AddonError {
    const { code, message } = thrown as { readonly code?: unknown; readonly message?: unknown };
    const isKnown = typeof code === "string" && codes.has(code);
    return new AddonError(isKnown ? (code as AddonErrorCode) : "failed", String(message ?? thrown));
  }
}
