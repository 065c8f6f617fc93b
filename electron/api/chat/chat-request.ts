import { z } from "zod";
import { imageBudgets } from "../../../shared/media/image-budget.ts";
import { apiText } from "../http/api-text.ts";
import { samplingFields } from "../generation/request-options.ts";

const functionCall = z.object({
  name: z.string(),
  arguments: z.union([apiText, z.record(z.string(), z.unknown())]).nullish(),
});

export const contentPart = z.discriminatedUnion("type", [
  z.object({ type: z.enum(["text", "input_text", "output_text"]), text: apiText }),
  z.object({ type: z.literal("refusal"), refusal: apiText }),
  z.object({
    type: z.literal("image_url"),
    image_url: z.union([z.object({ url: z.string(), detail: z.string().nullish() }), z.string()]),
  }),
  z.object({ type: z.literal("input_audio"), input_audio: z.object({ data: z.string() }) }),
]);

const content = z.union([apiText, z.array(contentPart)]).nullish();

export const chatMessage = z.discriminatedUnion("role", [
  z.object({ role: z.enum(["system", "developer"]), content }),
  z.object({ role: z.literal("user"), content }),
  z.object({
    role: z.literal("assistant"),
    content,
    reasoning_content: apiText.nullish(),
    reasoning: apiText.nullish().catch(null),
    tool_calls: z.array(z.object({ id: z.string().nullish(), function: functionCall.nullish() })).nullish(),
  }),
  z.object({
    role: z.enum(["tool", "function"]),
    content,
    tool_call_id: z.string().nullish(),
    name: z.string().nullish(),
  }),
]);

export type ChatMessage = z.infer<typeof chatMessage>;

export const functionTool = z.object({
  name: z.string().regex(/^[A-Za-z0-9_.-]{1,64}$/),
  description: apiText.nullish(),
  parameters: z.record(z.string(), z.unknown()).nullish(),
});

const responseFormat = z.object({
  type: z.string(),
  schema: z.record(z.string(), z.unknown()).nullish(),
  json_schema: z.object({ schema: z.record(z.string(), z.unknown()).nullish() }).nullish(),
});

/** `/v1/chat/completions`. Fields that are not here are ignored, as the originals do. */
export const chatRequest = z.object({
  ...samplingFields,
  model: z.string().nullish(),
  messages: z.array(chatMessage).min(1),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
  n: z.int().min(1).max(16).nullish(),
  max_completion_tokens: z.int().nullish(),
  logprobs: z.boolean().nullish(),
  top_logprobs: z.int().min(0).max(20).nullish(),
  tools: z.array(z.object({ type: z.string(), function: z.unknown().optional() })).nullish(),
  tool_choice: z.unknown().optional(),
  parallel_tool_calls: z.boolean().nullish(),
  response_format: responseFormat.nullish(),
  json_schema: z.record(z.string(), z.unknown()).nullish(),
  chat_template_kwargs: z
    .object({ enable_thinking: z.union([z.boolean(), z.stringbool()]).nullish() })
    .nullish(),
  reasoning_effort: z.string().nullish(),
  reasoning_budget_tokens: z.int().min(-1).nullish(),
  thinking_budget_tokens: z.int().min(-1).nullish(),
  reasoning_control: z.boolean().nullish(),
  /** Said by clients of vLLM; an assistant message at the end is continued anyway. */
  continue_final_message: z.boolean().nullish(),
  add_generation_prompt: z.boolean().nullish(),
  /** Facet's own: what happens to a conversation that does not fit into the context. */
  context_overflow: z.enum(["error", "truncate_oldest"]).nullish(),
  /** Facet's own: tokens that each image may take. */
  image_budget: z.literal([...imageBudgets]).nullish(),
  /** Facet's own: its tools that are run here, all or the groups by name. */
  facet_tools: z.union([z.boolean(), z.array(z.string()).max(100)]).nullish(),
});

export type ChatRequest = z.infer<typeof chatRequest>;
