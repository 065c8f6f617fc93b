import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";

/**
 * The demo model is written to call the calculator (`scripts/models/demo-model.ts`). Offered other tools only, it
 * would be held to a call of one of them that makes no sense, so it is not told of them.
 */
export function withToolsOfDemo(prompt: Prompt, { toolChoice = "auto" }: GenerateOptions): Prompt {
  if (prompt.tools === undefined || toolChoice !== "auto") return prompt;
  const tools = prompt.tools.filter(({ name }) => name === "calculate");
  const { tools: _, ...others } = prompt;
  return tools.length === 0 ? others : { ...others, tools };
}
