import type { DocumentText } from "./document-text.ts";

/** About 750 words. */
const sectionLength = 4_000;

/** A text without pages as sections of about the same length, cut between lines where it has any. */
export function textSections(text: string): DocumentText {
  const parts: { readonly title: string; readonly text: string }[] = [];
  for (let start = 0; start < text.length;) {
    const end = sectionEnd(text, start);
    parts.push({ title: "", text: text.slice(start, end).replace(/\n$/, "") });
    start = end;
  }
  return { parts };
}

function sectionEnd(text: string, start: number): number {
  const wanted = start + sectionLength;
  if (wanted >= text.length) return text.length;
  for (const separator of ["\n\n", "\n", " "]) {
    const at = text.lastIndexOf(separator, wanted);
    if (at > start + sectionLength / 2) return at + separator.length;
  }
  // Half of a surrogate pair would be lost.
  const isPairCut = /[\uD800-\uDBFF]/.test(text[wanted - 1] ?? "");
  return isPairCut ? wanted + 1 : wanted;
}
