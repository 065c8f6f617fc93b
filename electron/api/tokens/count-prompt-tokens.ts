import type { ApiCall } from "../api-context.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { promptOfEntries } from "../prompt/prompt-of-entries.ts";
import { withModel } from "./with-model.ts";

/** Tokens of the prompt that a request would be answered from. */
export async function countPromptTokens(call: ApiCall, input: GenerationInput): Promise<number> {
  const media = await call.media.resolve(input.entries, input.imageBudget);
  try {
    const prompt = promptOfEntries(input.entries, input, media.mediaOf);
    const { tokens } = await withModel(call, input.modelName, (model) =>
      model.countTokens(prompt, input.options.thinking && model.info.canThink),
    );
    return tokens;
  } finally {
    media.release();
  }
}
