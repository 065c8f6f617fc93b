import { z } from "zod";
import type { JsonSchema, ToolChoice } from "../../../shared/inference/generate-options.ts";
import { ApiError } from "../api-error.ts";
import type { ApiDefaults } from "../api-server-options.ts";
import { declarations, declaredTools } from "../generation/declared-tools.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { maxTokensOf, samplingOf, stopOf } from "../generation/request-options.ts";
import { thinkingOptions } from "../generation/thinking-options.ts";
import { parseBody } from "../http/parse-body.ts";
import { entriesOfChat } from "./chat-entries.ts";
import { functionTool, type ChatRequest } from "./chat-request.ts";

/** @throws ApiError `invalid_request_error`, `not_supported_error` */
export function chatInput(request: ChatRequest, defaults: ApiDefaults): GenerationInput {
  const { tools, options } = declaredTools(
    chatTools(request),
    toolChoiceOf(request.tool_choice),
    request.parallel_tool_calls,
  );
  const jsonSchema = schemaOf(request);
  if (jsonSchema !== null && tools.length > 0 && options.toolChoice !== "none")
    throw new ApiError(
      "invalid_request_error",
      "An answer in a schema leaves no room for calls. Send tools or response_format, or tool_choice none.",
      {
        param: "response_format",
      },
    );
  return {
    modelName: request.model ?? null,
    entries: entriesOfChat(request.messages),
    tools,
    imageBudget: request.image_budget ?? null,
    options: {
      ...thinkingOptions(
        {
          enabled: request.chat_template_kwargs?.enable_thinking,
          effort: request.reasoning_effort,
          budgetTokens: request.reasoning_budget_tokens ?? request.thinking_budget_tokens,
        },
        defaults,
      ),
      sampling: samplingOf(request, defaults),
      maxTokens: maxTokensOf(request.max_completion_tokens, request.max_tokens, request.n_predict),
      ...stopOf(request),
      ...(request.logprobs === true && { logprobs: request.top_logprobs ?? 0 }),
      ...(jsonSchema !== null && { jsonSchema }),
      ...options,
    },
  };
}

/** Tools of other types are ignored: clients declare some that only their own servers have. */
function chatTools({ tools }: ChatRequest) {
  const functions = (tools ?? []).flatMap(({ type, function: declared }, index) =>
    type === "function"
      ? [
          parseBody(z.object({ tools: z.object({ [index]: functionTool }) }), {
            tools: { [index]: declared },
          }).tools[index],
        ]
      : [],
  );
  return declarations(functions.filter((declared) => declared !== undefined));
}

const namedChoice = z.object({ function: z.object({ name: z.string() }) });

function toolChoiceOf(choice: unknown): ToolChoice | undefined {
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  const named = namedChoice.safeParse(choice);
  return named.success ? { name: named.data.function.name } : undefined;
}

/** null: the answer is free. */
function schemaOf({ response_format: format, json_schema: plain }: ChatRequest): JsonSchema | null {
  if (plain !== null && plain !== undefined) return plain;
  switch (format?.type) {
    case undefined:
    case "text":
      return null;
    case "json_object":
      return format.schema ?? { type: "object" };
    case "json_schema": {
      const schema = format.json_schema?.schema ?? format.schema;
      if (schema) return schema;
      throw new ApiError("invalid_request_error", "response_format.json_schema.schema is missing.", {
        param: "response_format",
      });
    }
    default:
      throw new ApiError(
        "invalid_request_error",
        "response_format.type must be text, json_object or json_schema.",
        {
          param: "response_format.type",
        },
      );
  }
}
