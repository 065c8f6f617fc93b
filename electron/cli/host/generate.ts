import type { z } from "zod";
import type { Turn } from "../../../shared/inference/prompt-turn.ts";
import type { FileDecoder } from "../../decode/file-decoder.ts";
import type { InferenceService } from "../../inference/inference-service.ts";
import type { ModelLoader } from "../../inference/model-loader.ts";
import { modelNameOf } from "../../inference/model-name.ts";
import type { ModelSource } from "../../inference/model-source.ts";
import { expectTaken } from "../../media/expect-taken.ts";
import type { generateOperation } from "../protocol/generate-operation.ts";
import type { OperationHandlers } from "../protocol/operations.ts";
import { DecodedTurns } from "./decoded-turns.ts";

type Asked = z.output<typeof generateOperation.input>;

export interface GenerateServices {
  readonly inference: InferenceService;
  readonly loader: Pick<ModelLoader, "wantAnyway">;
  readonly models: ModelSource;
  readonly decoder: Pick<FileDecoder, "decode">;
}

/** Generates for a command as the window does for a chat: with its priority, but in no conversation. */
export function generateHandler(services: GenerateServices): OperationHandlers["generate"] {
  const { loader, models, decoder } = services;
  return async (asked, { emit, signal }) => {
    const { modelId, loadAnyway } = asked;
    if (loadAnyway) loader.wantAnyway(modelId);
    const modelName = modelNameOf(modelId, models) ?? modelId;
    const decoded = new DecodedTurns(decoder);
    try {
      const turns = await decoded.of(asked.turns, asked.imageBudget ?? null, signal);
      const { events, result } = begin(services, asked, modelName, turns, signal);
      for await (const event of events) emit(event);
      const { end, generation } = await result;
      return { model: modelName, end, stats: generation?.stats ?? null };
    } finally {
      await decoded.remove();
    }
  };
}

function begin(
  { inference, models }: GenerateServices,
  { modelId, contextLength, systemPrompt, thinking, sampling, maxTokens, jsonSchema }: Asked,
  modelName: string,
  turns: readonly Turn[],
  signal: AbortSignal,
) {
  const media = turns.flatMap((turn) => turn.media ?? []);
  return inference.generate(
    {
      model: { modelId, modelName, contextLength },
      priority: "interactive",
      whenMemoryShort: "refuse",
      prepare(model) {
        expectTaken(media, model, models.list());
        return {
          prompt: { systemPrompt, turns },
          options: {
            thinking: thinking && model.canThink,
            sampling,
            maxTokens,
            ...(jsonSchema !== undefined && { jsonSchema }),
          },
        };
      },
    },
    signal,
  );
}
