/** How many macros a formula that defines none may expand; the default of KaTeX. */
const usualExpansions = 1000;
/** In characters: the most that a formula may grow to by the macros it defines. */
const maxExpandedLength = 20_000;
/** Commands that expand their body where they stand, so that a few of them double it again and again. */
const expandingDefinition = /\\[ex]def(?![A-Za-z])/;
const definition = /\\(?:g?def|(?:re|provide)?newcommand\*?|renewcommand\*?|providecommand\*?)(?![A-Za-z])/g;
/** A parameter as it is used in the body of a macro. */
const parameter = /#+[1-9]/g;

/**
 * The number of expansions with which a formula stays within its budget; null when no number guarantees
 * that. A macro adds at most its own body each time, unless it repeats an argument.
 */
export function allowedExpansions(tex: string): number | null {
  const starts = [...tex.matchAll(definition)].map((match) => match.index);
  if (expandingDefinition.test(tex)) return null;
  if (starts.length === 0) return usualExpansions;
  const repeats = starts.some((start, index) => repeatsArgument(tex.slice(start, starts[index + 1])));
  return repeats ? null : Math.min(usualExpansions, Math.floor(maxExpandedLength / tex.length));
}

/** `text`: a definition and what follows it, up to the next one. `\def` names its parameters first. */
function repeatsArgument(text: string): boolean {
  const body = text.indexOf("{", text.includes("]") && /^\\[a-z]*command/.test(text) ? text.indexOf("]") : 0);
  const used = [...text.slice(Math.max(0, body)).matchAll(parameter)].map(([found]) => found);
  return new Set(used).size < used.length;
}
