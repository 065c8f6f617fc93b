export interface TranslatedText {
  readonly original: string;
  /** null: the reply has only one text. */
  readonly translation: string | null;
}

/**
 * Splits a reply to the translation prompt: the transcription, a line break, the language with a colon, the
 * translation. Models also omit the line break, put quotation marks or asterisks around the language, or use
 * a full-width colon.
 *
 * @param targets the names that the target language may have
 */
export function translatedText(reply: string, targets: readonly string[]): TranslatedText {
  const names = targets.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|");
  const label = `['"*_“「]*(?:${names})['"*_”」]*\\s*[:：]\\s*['"*_”」]*`;
  const match =
    new RegExp(`^\\s*${label}`, "imu").exec(reply) ??
    new RegExp(`(?<=[\\s.!?。！？])${label}`, "u").exec(reply);
  if (names !== "" && match) {
    const original = reply.slice(0, match.index).trim();
    return { original, translation: reply.slice(match.index + match[0].length).trim() };
  }
  const lines = reply.trim().split(/\n+/u);
  const [original = "", ...rest] = lines;
  return { original, translation: rest.length === 0 ? null : rest.join("\n").trim() };
}
