/** Why a file can't be attached; each has its sentence in `i18n`. */
export type DecodeTrouble =
  /** It is empty. */
  | "empty"
  /** Cut off, damaged, or not what its name says. */
  | "broken"
  /** It asks for a password. */
  | "encrypted"
  /** Of no kind that the model could be given. */
  | "unknown"
  /** Of a known kind, but written in a way that this browser can't read; data: codec, of (film or sound). */
  | "no-decoder"
  /** The browser reads this only on pages that came over a safe connection. */
  | "insecure"
  /** More than fits in memory; data: limitBytes, limitMegapixels or limitCharacters. */
  | "too-large"
  /** data: limitMs. */
  | "too-long"
  /** A film or a sound in which there is nothing to see or hear. */
  | "nothing-in-it"
  /** The decoder itself ended. */
  | "decoder-failed";
