import type { JsonObject } from "../../shared/chat/message-part.ts";
import type { ReplyStats } from "../../shared/chat/message.ts";
import type { GenerateOptions } from "../../shared/inference/generate-options.ts";
import type { Prompt } from "../../shared/inference/prompt-turn.ts";
import type { GenerationEnd } from "../../shared/inference/generation.ts";
import type { Model } from "../../shared/models/model.ts";
import type { InferenceService } from "../inference/inference-service.ts";

export interface TestReply {
  readonly end: GenerationEnd;
  readonly answer: string;
  readonly reasoning: string;
  readonly calls: readonly TestCall[];
  /** Whether tools can be declared to the model. */
  readonly callsTools: boolean;
  /** null: it was stopped before it began. */
  readonly stats: ReplyStats | null;
}

export interface TestCall {
  readonly name: string;
  readonly arguments: JsonObject;
}

/** Generates greedily, so that a report can be repeated. @throws AppError as `Inference.result` */
export async function testGeneration(
  inference: Pick<InferenceService, "generate">,
  model: Pick<Model, "id" | "name">,
  request: {
    readonly prompt: Prompt;
    readonly options: Pick<GenerateOptions, "thinking" | "maxTokens"> & Partial<GenerateOptions>;
  },
  signal: AbortSignal,
): Promise<TestReply> {
  let callsTools = false;
  const sampling = { temperature: 0, topP: 1, topK: 0, seed: 1 };
  const { events, result } = inference.generate(
    {
      model: { modelId: model.id, modelName: model.name, contextLength: null },
      priority: "interactive",
      whenMemoryShort: "refuse",
      prepare: (info) => {
        callsTools = info.callsTools;
        return { prompt: request.prompt, options: { sampling, ...request.options } };
      },
    },
    signal,
  );
  const texts = { text: "", reasoning: "" };
  const types = new Map<string, keyof typeof texts>();
  const calls: TestCall[] = [];
  for await (const event of events) {
    if (event.type === "part-started") types.set(event.partId, event.partType);
    if (event.type === "part-delta") texts[types.get(event.partId) ?? "text"] += event.text;
    if (event.type === "tool-call") calls.push({ name: event.name, arguments: event.arguments });
  }
  const { end, generation } = await result;
  const { text: answer, reasoning } = texts;
  return { end, answer, reasoning, calls, callsTools, stats: generation?.stats ?? null };
}
