import type { GenerateOptions } from "../../../shared/inference/generate-options.ts";
import type { Prompt, Turn, TurnStep } from "../../../shared/inference/prompt-turn.ts";

/**
 * A prompt as the demo model is given it. Media of the last message go to the part that was trained for them,
 * which knows nothing else: it is given that message alone, and images before recordings. The part for text is
 * given the conversation without media.
 */
export function demoPrompt(prompt: Prompt, { jsonSchema }: Pick<GenerateOptions, "jsonSchema">): Prompt {
  const question = prompt.turns.findLast(({ role }) => role === "user");
  const [first] = question?.media ?? [];
  if (question === undefined || first === undefined)
    return { ...prompt, turns: prompt.turns.map(withoutMedia) };
  const hasImage = question.media?.some(({ kind }) => kind === "image") === true;
  const kind = hasImage ? "image" : first.kind;
  const media = question.media?.filter((each) => each.kind === kind) ?? [];
  // The reader answers all other questions with JSON, which only the task for receipts shows as a table.
  const text = hasImage && jsonSchema === undefined ? "Read the text" : question.text;
  return { systemPrompt: "", turns: [{ role: "user", text, media }] };
}

/**
 * The text model is written to call the calculator (`scripts/models/demo-model.ts`), whether there is one or not.
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

function withoutMedia({ media: _, steps, ...turn }: Turn): Turn {
  return steps === undefined ? turn : { ...turn, steps: steps.map(withoutMediaOfResult) };
}

function withoutMediaOfResult(step: TurnStep): TurnStep {
  if (step.type !== "tool-result") return step;
  const { media: _, ...result } = step;
  return result;
}
