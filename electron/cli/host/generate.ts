import type { z } from "zod";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import type { InferenceService } from "../../inference/inference-service.ts";
import type { ModelLoader } from "../../inference/model-loader.ts";
import { modelNameOf } from "../../inference/model-name.ts";
import type { ModelSource } from "../../inference/model-source.ts";
import type { OperationHandlers } from "../protocol/operations.ts";
import type { generateOperation } from "../protocol/generate-operation.ts";

type Asked = z.output<typeof generateOperation.input>;

export interface GenerateServices {
  readonly inference: InferenceService;
  readonly loader: Pick<ModelLoader, "wantAnyway">;
  readonly models: ModelSource;
}

/** Generates for a command as the window does for a chat: with its priority, but in no conversation. */
export function generateHandler({
  inference,
  loader,
  models,
}: GenerateServices): OperationHandlers["generate"] {
  return async (asked, { emit, signal }) => {
    const { modelId, contextLength, loadAnyway, thinking, sampling, maxTokens, jsonSchema } = asked;
    if (loadAnyway) loader.wantAnyway(modelId);
    const modelName = modelNameOf(modelId, models) ?? modelId;
    const { events, result } = inference.generate(
      {
        model: { modelId, modelName, contextLength },
        priority: "interactive",
        whenMemoryShort: "refuse",
        prepare: (model) => ({
          prompt: promptOf(asked),
          options: {
            thinking: thinking && model.canThink,
            sampling,
            maxTokens,
            ...(jsonSchema !== undefined && { jsonSchema }),
          },
        }),
      },
      signal,
    );
    for await (const event of events) emit(event);
    const { end, generation } = await result;
    return { model: modelName, end, stats: generation?.stats ?? null };
  };
}

function promptOf({ systemPrompt, turns }: Asked): Prompt {
  return { systemPrompt, turns: turns.map(({ role, text }) => ({ role, text })) };
}
