import type { Prompt, Turn, TurnMedia } from "../../../shared/inference/prompt-turn.ts";
import { clipTokens } from "../../../shared/media/audio-tokens.ts";
import { estimateTextTokens } from "../../../shared/inference/estimate-text-tokens.ts";
import { tokenSidePx } from "../../../shared/media/image-budget.ts";

/** Role, separators. */
const tokensPerMessage = 5;

/** About how many tokens a prompt has when it is rendered. */
export function estimatePromptTokens({
  systemPrompt,
  turns,
  tools = [],
}: Pick<Prompt, "systemPrompt" | "turns" | "tools">): number {
  const system = systemPrompt.trim() === "" ? 0 : estimateTextTokens(systemPrompt) + tokensPerMessage;
  const declared = tools.length === 0 ? 0 : estimateTextTokens(JSON.stringify(tools));
  return turns.reduce((sum, turn) => sum + turnTokens(turn), system + declared + tokensPerMessage);
}

function turnTokens({ text, media = [], steps = [] }: Turn): number {
  const own = estimateTextTokens(text) + mediaTokens(media) + tokensPerMessage;
  return steps.reduce((sum, step) => {
    switch (step.type) {
      case "reasoning":
      case "text":
        return sum + estimateTextTokens(step.text);
      case "tool-call":
        return sum + estimateTextTokens(step.name + JSON.stringify(step.arguments)) + tokensPerMessage;
      case "tool-result":
        return sum + estimateTextTokens(step.text) + mediaTokens(step.media ?? []) + tokensPerMessage;
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
