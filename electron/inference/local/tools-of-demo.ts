import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";

/**
 * The demo model is written to call the calculator (`scripts/models/demo-model.ts`), whether there is one or not.
 * Without it, it is kept from calling, and it is not told of other tools: held to their declarations, its call
 * would make no sense.
 */
export function withToolsOfDemo(
  prompt: Prompt,
  options: GenerateOptions,
): readonly [prompt: Prompt, options: GenerateOptions] {
  const { tools: declared = [], ...others } = prompt;
  const { toolChoice = "auto" } = options;
  if (declared.length > 0 && toolChoice !== "auto") return [prompt, options];
  const tools = declared.filter(({ name }) => name === "calculate");
  return tools.length > 0 ? [{ ...others, tools }, options] : [others, { ...options, toolChoice: "none" }];
}
