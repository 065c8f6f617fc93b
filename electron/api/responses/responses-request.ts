import { z } from "zod";
import { imageBudgets } from "../../../shared/media/image-budget.ts";
import { samplingFields } from "../generation/request-options.ts";
import { apiText } from "../http/api-text.ts";

const textPart = z.object({
  type: z.enum(["input_text", "output_text", "text", "summary_text", "reasoning_text"]),
  text: apiText,
});

const inputPart = z.discriminatedUnion("type", [
  textPart,
  z.object({ type: z.literal("refusal"), refusal: apiText }),
  z.object({ type: z.literal("input_image"), image_url: z.string(), detail: z.string().nullish() }),
  z.object({ type: z.literal("input_audio"), input_audio: z.object({ data: z.string() }) }),
]);

const content = z.union([apiText, z.array(inputPart)]);
export type ResponseContent = z.infer<typeof content>;

export const messageItem = z.object({
  type: z.literal("message").nullish(),
  role: z.enum(["user", "assistant", "system", "developer"]),
  content,
});
export const callItem = z.object({
  type: z.literal("function_call"),
  call_id: z.string(),
  namespace: z.string().nullish(),
  name: z.string(),
  arguments: apiText,
});
export const outputItem = z.object({
  type: z.literal("function_call_output"),
  call_id: z.string(),
  output: content,
});
export const reasoningItem = z.object({
  type: z.literal("reasoning"),
  summary: z.array(textPart).nullish(),
  content: z.array(textPart).nullish(),
});

export const responsesRequest = z.object({
  ...samplingFields,
  model: z.string().nullish(),
  input: z.union([apiText, z.array(z.looseObject({ type: z.string().nullish() })).min(1)]),
  instructions: apiText.nullish(),
  previous_response_id: z.string().nullish(),
  store: z.boolean().nullish(),
  stream: z.boolean().nullish(),
  max_output_tokens: z.int().nullish(),
  tools: z.array(z.looseObject({ type: z.string() })).nullish(),
  tool_choice: z.unknown().optional(),
  parallel_tool_calls: z.boolean().nullish(),
  text: z
    .object({
      format: z.object({ type: z.string(), schema: z.record(z.string(), z.unknown()).nullish() }).nullish(),
    })
    .nullish(),
  reasoning: z.object({ effort: z.string().nullish() }).nullish(),
  chat_template_kwargs: z.object({ enable_thinking: z.boolean().nullish() }).nullish(),
  thinking_budget_tokens: z.int().min(-1).nullish(),
  truncation: z.enum(["auto", "disabled"]).nullish(),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  image_budget: z.literal([...imageBudgets]).nullish(),
});

export type ResponsesRequest = z.infer<typeof responsesRequest>;
