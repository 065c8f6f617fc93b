import { seededRandom } from "../soak/seeded-random.ts";

/**
 * Words of three random letters: about `tokens` tokens in the vocabularies of generated models. Another seed
 * gives a prompt with another beginning.
 */
export function randomPrompt(tokens: number, seed: number): string {
  const random = seededRandom(seed);
  const letter = () => String.fromCharCode(97 + Math.floor(random.below(26)));
  const word = () => Array.from({ length: 3 }, letter).join("");
  return Array.from({ length: Math.ceil(tokens / 2) }, word).join(" ");
}
