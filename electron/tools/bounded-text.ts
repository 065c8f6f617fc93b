/** The most characters of one result, about 4,000 tokens. */
const mostCharacters = 16_000;
/** Few languages have fewer characters to a token. */
const charactersPerToken = 2.5;
/** A result takes at most this share of the context window. */
const contextShare = 0.35;

/** The characters a result may have in a context window; null: its size is not known. */
export function resultLimit(contextSizeTokens: number | null): number {
  if (contextSizeTokens === null) return mostCharacters;
  return Math.min(mostCharacters, Math.floor(contextSizeTokens * contextShare * charactersPerToken));
}

/** Cuts a result that is too long, at its end, and says how much is missing. */
export function boundedText(text: string, limit: number): string {
  if (text.length <= limit) return text.toWellFormed();
  const kept = text.slice(0, limit).toWellFormed();
  return `${kept}\n[${text.length - limit} more characters were left out]`;
}
