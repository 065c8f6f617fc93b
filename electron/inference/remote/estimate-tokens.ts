import type { Prompt, Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { clipTokens } from "../../../shared/media/audio-tokens.ts";
import { tokenSidePx } from "../../../shared/media/image-budget.ts";

const latinCharactersPerToken = 4;
/** Role, separators. */
const tokensPerMessage = 5;

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/gu;

/**
 * About how many tokens a text has: one per Chinese, Japanese or Korean character, else one per four
 * characters.
 */
export function estimateTokens(text: string): number {
  return Math.ceil(estimatedShare(text));
}

/** The same for a piece of a text: the sum over all pieces is that of the text. */
export function estimatedShare(piece: string): number {
  const dense = piece.match(ideographs)?.length ?? 0;
  return dense + (piece.length - dense) / latinCharactersPerToken;
}

/** About how many tokens a prompt has when it is rendered. */
export function estimatePromptTokens({
  systemPrompt,
  turns,
  tools = [],
}: Pick<Prompt, "systemPrompt" | "turns" | "tools">): number {
  const system = systemPrompt.trim() === "" ? 0 : estimateTokens(systemPrompt) + tokensPerMessage;
  const declared = tools.length === 0 ? 0 : estimateTokens(JSON.stringify(tools));
  return turns.reduce((sum, turn) => sum + turnTokens(turn), system + declared + tokensPerMessage);
}

function turnTokens({ text, media = [], steps = [] }: Turn): number {
  const own = estimateTokens(text) + mediaTokens(media) + tokensPerMessage;
  return steps.reduce((sum, step) => {
    switch (step.type) {
      case "reasoning":
      case "text":
        return sum + estimateTokens(step.text);
      case "tool-call":
        return sum + estimateTokens(step.name + JSON.stringify(step.arguments)) + tokensPerMessage;
      case "tool-result":
        return sum + estimateTokens(step.text) + mediaTokens(step.media ?? []) + tokensPerMessage;
    }
  }, own);
}

/** As Gemma 4 counts them. */
function mediaTokens(media: readonly TurnMedia[]): number {
  return media.reduce(
    (sum, medium) =>
      sum +
      (medium.kind === "image"
        ? (medium.widthPx / tokenSidePx) * (medium.heightPx / tokenSidePx)
        : clipTokens(medium.sampleCount, "gemma4a")),
    0,
  );
}
