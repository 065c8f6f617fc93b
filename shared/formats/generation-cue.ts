import type { PromptSegment } from "./prompt-template.ts";

/**
 * Whether a prompt tells the model that it is its turn.
 *
 * @param prompt of a conversation that begins with a question and its answer and ends with a question
 * @param withoutCue the same with `add_generation_prompt` off; null: it does not render
 */
export function generationCueProblem(
  prompt: readonly PromptSegment[],
  withoutCue: readonly PromptSegment[] | null,
): "no-generation-cue" | "no-turn-marks" | null {
  const beforeAnswer = templateTextAfterContent(prompt, 1);
  const atEnd = templateTextAfterContent(prompt, contentCount(prompt));
  if (beforeAnswer.trim() === "" && atEnd.trim() === "") {
    return "no-turn-marks";
  }
  const plainEnd =
    withoutCue === null ? null : templateTextAfterContent(withoutCue, contentCount(withoutCue));
  // Some templates always end a question with what an answer begins with.
  const endsAsAnswersBegin = beforeAnswer.trim() !== "" && atEnd.startsWith(beforeAnswer.trimEnd());
  return atEnd !== plainEnd || endsAsAnswersBegin ? null : "no-generation-cue";
}

const contentCount = (segments: readonly PromptSegment[]) =>
  segments.filter(({ kind }) => kind === "content").length;

/** The template's text between the n-th message, counted from 1, and the next one. */
function templateTextAfterContent(segments: readonly PromptSegment[], count: number): string {
  let seen = 0;
  let text = "";
  for (const segment of segments) {
    if (segment.kind === "content") seen++;
    else if (segment.kind === "template" && seen === count) text += segment.text;
  }
  return text;
}
