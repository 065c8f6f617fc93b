import type { PromptSegment } from "./prompt-template.ts";

export const tag = (text: string): PromptSegment => ({ kind: "template", text });
export const content = (text: string): PromptSegment => ({ kind: "content", text });

/** Joins neighbouring content segments, which are then tokenized as one text. */
export function withJoinedContent(segments: readonly PromptSegment[]): readonly PromptSegment[] {
  const joined: PromptSegment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (segment.kind === "content" && last?.kind === "content") {
      joined[joined.length - 1] = content(last.text + segment.text);
    } else if (segment.kind === "media" || segment.text !== "") {
      joined.push(segment);
    }
  }
  return joined;
}

/** The template's text at the end of a prompt; "" where it ends with content. */
export function templateEnd(segments: readonly PromptSegment[]): string {
  const last = segments.at(-1);
  return last?.kind === "template" ? last.text : "";
}
