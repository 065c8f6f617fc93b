import { randomPrompt } from "../random-prompt.ts";
import type { Place } from "./depth-subject.ts";

/**
 * The prompt of one round. In the vocabulary of generated models each of the words is a token and so is each
 * space, so that the state's tokens end with a word where their number is even.
 * @param tailTokens how many follow the state, about
 */
export function placeAt(depthTokens: number, round: number, tailTokens = 8): Place {
  const tail = randomPrompt(tailTokens, round + 1);
  return { depthTokens, text: depthTokens === 0 ? tail : `${filledText(depthTokens)} ${tail}` };
}

/** The text whose tokens, after the first one, are in the saved state. */
export const filledText = (depthTokens: number) => randomPrompt(depthTokens, 0);
