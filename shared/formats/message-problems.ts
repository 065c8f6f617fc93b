import type { TemplateRequest, PromptSegment } from "./prompt-template.ts";

/** Whether each message appears in the prompt once and in order. The texts of the messages must differ. */
export function messageProblems(
  segments: readonly PromptSegment[],
  { systemPrompt, turns }: TemplateRequest,
): readonly ("repeats-message" | "wrong-order")[] {
  const media = turns.flatMap((turn) => turn.media ?? []);
  const texts = [systemPrompt, ...turns.map(({ text }) => text)].filter((text) => text !== "");
  const rendered = segments.flatMap((segment) => (segment.kind === "content" ? [segment.text] : []));
  const renderedMedia = segments.filter(({ kind }) => kind === "media").length;
  const isRepeated = rendered.length > texts.length || renderedMedia > media.length;
  const inOrder = [...new Set(rendered)];
  const isInOrder = inOrder.every((text, index) => text === texts[index]);
  return [
    ...(isRepeated ? ["repeats-message" as const] : []),
    ...(isInOrder ? [] : ["wrong-order" as const]),
  ];
}
