/**
 * Text as a fenced block of Markdown, whose fence is longer than any in the text. A line end closes the text
 * if it has none.
 */
export function fencedText(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, longestRunOfTicks(text) + 1));
  const end = text === "" || text.endsWith("\n") ? "" : "\n";
  return `${fence}${language}\n${text}${end}${fence}`;
}

function longestRunOfTicks(text: string): number {
  let longest = 0;
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length);
  return longest;
}
