import { z } from "zod";
import { imageBudgets } from "../../../shared/media/image-budget.ts";
import { samplingFields } from "../generation/request-options.ts";
import { apiText } from "../http/api-text.ts";

const textBlock = z.object({ type: z.literal("text"), text: apiText });
const imageSource = z.discriminatedUnion("type", [
  z.object({ type: z.literal("base64"), data: z.string() }),
  z.object({ type: z.literal("url"), url: z.string() }),
]);
const imageBlock = z.object({ type: z.literal("image"), source: imageSource });
const documentBlock = z.object({
  type: z.literal("document"),
  source: z.discriminatedUnion("type", [z.object({ type: z.literal("text"), data: apiText })]),
  title: apiText.nullish(),
});
const resultBlock = z.object({
  type: z.literal("tool_result"),
  tool_use_id: z.string(),
  content: z.union([apiText, z.array(z.looseObject({ type: z.string() }))]).nullish(),
});

/** Blocks that are understood; others belong to tools that only Anthropic's servers have. */
export const knownBlock = z.discriminatedUnion("type", [
  textBlock,
  imageBlock,
  documentBlock,
  resultBlock,
  z.object({ type: z.literal("tool_reference"), tool_name: z.string() }),
  z.object({ type: z.literal("thinking"), thinking: apiText }),
  z.object({
    type: z.literal("tool_use"),
    id: z.string(),
    name: z.string(),
    input: z.record(z.string(), z.json()).nullish(),
  }),
]);

export type KnownBlock = z.infer<typeof knownBlock>;

const content = z.union([apiText, z.array(z.looseObject({ type: z.string() }))]);

export const messagesRequest = z.object({
  ...samplingFields,
  model: z.string().nullish(),
  system: z.union([apiText, z.array(textBlock)]).nullish(),
  messages: z.array(z.object({ role: z.enum(["user", "assistant", "system"]), content })).min(1),
  stop_sequences: z.array(apiText).nullish(),
  stream: z.boolean().nullish(),
  tools: z
    .array(
      z.looseObject({
        type: z.string().nullish(),
        name: z.string(),
        /** The model learns of it from a result that refers to it. */
        defer_loading: z.boolean().nullish(),
        description: apiText.nullish(),
        input_schema: z.record(z.string(), z.unknown()).nullish(),
      }),
    )
    .nullish(),
  tool_choice: z
    .object({
      type: z.string(),
      name: z.string().nullish(),
      disable_parallel_tool_use: z.boolean().nullish(),
    })
    .nullish(),
  thinking: z.object({ type: z.string(), budget_tokens: z.int().min(0).nullish() }).nullish(),
  output_config: z
    .object({
      effort: z.string().nullish(),
      format: z.object({ type: z.string(), schema: z.record(z.string(), z.unknown()).nullish() }).nullish(),
    })
    .nullish(),
  image_budget: z.literal([...imageBudgets]).nullish(),
});

export type MessagesRequest = z.infer<typeof messagesRequest>;
