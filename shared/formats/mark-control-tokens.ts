import type { TextSegment } from "./prompt-template.ts";

/** A piece of a rendered prompt: text of the template, a control token in it, or what a message says. */
export interface PreviewSegment {
  readonly kind: TextSegment["kind"] | "control";
  readonly text: string;
}

/**
 * Splits the template's text at control tokens. In the text of messages they are plain text.
 * @param controlTokens of the vocabulary; null: unknown, and what looks like one is taken for one
 */
export function markControlTokens(
  segments: readonly TextSegment[],
  controlTokens: ReadonlySet<string> | null,
): readonly PreviewSegment[] {
  return segments.flatMap((segment): readonly PreviewSegment[] =>
    segment.kind === "content" ? [segment] : split(segment.text, controlTokens),
  );
}

function split(text: string, controlTokens: ReadonlySet<string> | null): readonly PreviewSegment[] {
  const pieces: PreviewSegment[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(likeControlToken)) {
    if (controlTokens !== null && !controlTokens.has(found)) continue;
    if (index > from) pieces.push({ kind: "template", text: text.slice(from, index) });
    pieces.push({ kind: "control", text: found });
    from = index + found.length;
  }
  if (from < text.length) pieces.push({ kind: "template", text: text.slice(from) });
  return pieces;
}

/** `<|turn>`, `<turn|>`, `<|im_start|>`, `<bos>`, `</s>`, `[INST]`. Every format writes them in brackets. */
export const likeControlToken = /<[^\s<>]{1,64}>|\[\/?[A-Z_]{2,40}\]/g;
