import type { Cell } from "../cells/batch.ts";
import { sharedPrefix } from "../cells/valid-prefix.ts";

/** Fewer cells are evaluated again as fast as they are restored. */
const worthKeepingTokens = 256;

/**
 * How many cells a prompt has in common with a prompt of another chat: a long system prompt, tool
 * declarations, a shared document. Layers with a sliding window can be restored at exact ends only, so the end
 * is chosen where most other chats will part too: not a few words into the first message, which two chats may
 * begin alike.
 * @param others prompts of other chats
 * @param isText whether a token is text, and not a tag of the template
 * @returns 0: nothing worth keeping
 */
export function commonBeginning(
  prompt: readonly Cell[],
  others: readonly (readonly Cell[])[],
  isText: (token: number) => boolean,
): number {
  const common = Math.min(
    Math.max(0, ...others.map((other) => sharedPrefix(other, prompt))),
    prompt.length - 1,
  );
  const afterTag = prompt.slice(0, common).findLastIndex((cell) => cell >= 0 && !isText(cell)) + 1;
  const end = common - afterTag < fewWords ? afterTag : common;
  // A medium is in the context as a whole or not at all.
  const isInMedium = (prompt[end] ?? 0) < 0 && prompt[end] === prompt[end - 1];
  const whole = isInMedium ? prompt.indexOf(prompt[end] ?? 0) : end;
  return whole < worthKeepingTokens ? 0 : whole;
}

const fewWords = 64;
