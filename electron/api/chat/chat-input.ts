import { z } from "zod";
import type { ToolChoice } from "../../../shared/inference/generate-options.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import { ApiError } from "../api-error.ts";
import type { ApiDefaults } from "../api-server-options.ts";
import { answerSchema, type AnswerFormat } from "../generation/answer-schema.ts";
import { declarations, declaredTools } from "../generation/declared-tools.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { maxTokensOf, samplingOf, stopOf } from "../generation/request-options.ts";
import { thinkingOptions } from "../generation/thinking-options.ts";
import { parseBody } from "../http/parse-body.ts";
import { entriesOfChat } from "./chat-entries.ts";
import { functionTool, type ChatRequest } from "./chat-request.ts";

/**
 * @param ownTools Facet's, which are declared after the client's
 * @throws ApiError `invalid_request_error`, `not_supported_error`
 */
export function chatInput(
  request: ChatRequest,
  defaults: ApiDefaults,
  ownTools: readonly ToolDeclaration[] = [],
): GenerationInput {
  if (request.continue_final_message === true && request.add_generation_prompt === true)
    throw new ApiError(
      "invalid_request_error",
      "The last message is either continued or answered: send continue_final_message or add_generation_prompt.",
      { param: "continue_final_message" },
    );
  const declared = declaredTools(
    chatTools(request, ownTools),
    toolChoiceOf(request.tool_choice),
    request.parallel_tool_calls,
  );
  return {
    modelName: request.model ?? null,
    entries: entriesOfChat(request.messages),
    tools: declared.tools,
    imageBudget: request.image_budget ?? null,
    dropsOldest: request.context_overflow === "truncate_oldest",
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
      ...answerSchema(formatOf(request), "response_format"),
      ...declared.options,
    },
  };
}

/** Tools of other types are ignored: clients declare some that only their own servers have. */
function chatTools({ tools }: ChatRequest, ownTools: readonly ToolDeclaration[]) {
  const functions = (tools ?? []).flatMap(({ type, function: declared }, index) =>
    type === "function" ? [parseBody(functionTool, declared, `tools.${index}.function`)] : [],
  );
  return declarations([...functions, ...ownTools]);
}

const namedChoice = z.object({ function: z.object({ name: z.string() }) });

function toolChoiceOf(choice: unknown): ToolChoice | undefined {
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  const named = namedChoice.safeParse(choice);
  return named.success ? { name: named.data.function.name } : undefined;
}

function formatOf({ response_format: format, json_schema: plain }: ChatRequest): AnswerFormat | null {
  if (plain) return { type: "json_schema", schema: plain };
  return format ? { type: format.type, schema: format.json_schema?.schema ?? format.schema } : null;
}
