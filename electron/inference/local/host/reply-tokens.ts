import type { GenerationEnd } from "../../../../shared/inference/generation.ts";
import type { ChosenToken } from "./token-chooser.ts";

/**
 * The tokens of a batch that are part of the reply, and the end that they reach. What a decoder has chosen
 * beyond that end is dropped.
 */
export function replyTokens(
  chosen: readonly ChosenToken[],
  isLongEnough: (tokens: readonly ChosenToken[]) => boolean,
): { readonly tokens: readonly ChosenToken[]; readonly end: GenerationEnd | null } {
  const tokens: ChosenToken[] = [];
  for (const token of chosen) {
    if (token.turn !== "end") tokens.push(token);
    if (token.turn === "stop-string") return { tokens, end: "stop-string" };
    if (token.turn !== "goes-on") {
      return { tokens, end: token.isInReasoning ? "ended-in-reasoning" : "end-of-turn" };
    }
    if (isLongEnough(tokens)) return { tokens, end: "max-tokens" };
  }
  return { tokens, end: null };
}
