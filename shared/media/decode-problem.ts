/** Why a file cannot be attached. Each value has a message in `i18n`. */
export type DecodeProblem =
  /** The file is empty. */
  | "empty"
  /** The file is truncated, damaged, or not of the type its name says. */
  | "broken"
  /** The file ends too early: a download, a copy or a recording that was interrupted. */
  | "cut-short"
  /** A document without pages. */
  | "no-pages"
  /** The file is password-protected. */
  | "encrypted"
  /** The file type is not known. */
  | "unknown"
  /** The format is known and not supported; data: format (its name), of (an UnsupportedKind). */
  | "unsupported-format"
  /** The browser has no decoder for the codec; data: codec, of (video or audio). */
  | "no-decoder"
  /** The browser decodes this only in a secure context (HTTPS or localhost). */
  | "insecure"
  /** The content exceeds a limit; data: limitBytes, limitMegapixels or limitCharacters. */
  | "too-large"
  /** data: limitMs. */
  | "too-long"
  /** A video or audio file without a usable track. */
  | "nothing-in-it"
  /** The decoder crashed. */
  | "decoder-failed";
