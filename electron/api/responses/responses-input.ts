import { z } from "zod";
import type { ToolChoice } from "../../../shared/inference/generate-options.ts";
import { functionTool } from "../chat/chat-request.ts";
import type { ApiDefaults } from "../api-server-options.ts";
import { answerSchema } from "../generation/answer-schema.ts";
import { declarations, declaredTools } from "../generation/declared-tools.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { maxTokensOf, samplingOf, stopOf } from "../generation/request-options.ts";
import { thinkingOptions } from "../generation/thinking-options.ts";
import { parseBody } from "../http/parse-body.ts";
import type { Entry } from "../prompt/entry.ts";
import { fullName, requestedFunctions } from "./namespaced-tools.ts";
import type { ResponsesRequest } from "./responses-request.ts";

/**
 * @param entries the whole conversation, without the instructions
 * @throws ApiError `invalid_request_error`, `not_supported_error`
 */
export function responsesInput(
  request: ResponsesRequest,
  entries: readonly Entry[],
  defaults: ApiDefaults,
): GenerationInput {
  const functions = requestedFunctions(request).map(({ tool, param, namespace }) => {
    const parsed = parseBody(functionTool, tool, param);
    return namespace === null ? parsed : { ...parsed, name: fullName({ namespace, name: parsed.name }) };
  });
  const declared = declaredTools(
    declarations(functions),
    toolChoiceOf(request.tool_choice),
    request.parallel_tool_calls,
  );
  const instructions: readonly Entry[] = request.instructions
    ? [{ role: "system", text: request.instructions }]
    : [];
  return {
    modelName: request.model ?? null,
    entries: [...instructions, ...entries],
    tools: declared.tools,
    imageBudget: request.image_budget ?? null,
    dropsOldest: request.truncation === "auto",
    options: {
      ...thinkingOptions(
        {
          enabled: request.chat_template_kwargs?.enable_thinking,
          effort: request.reasoning?.effort,
          budgetTokens: request.thinking_budget_tokens,
        },
        defaults,
      ),
      sampling: samplingOf(request, defaults),
      maxTokens: maxTokensOf(request.max_output_tokens, request.max_tokens),
      ...stopOf(request),
      ...answerSchema(request.text?.format, "text.format"),
      ...declared.options,
    },
  };
}

const namedChoice = z.object({ type: z.literal("function"), name: z.string() });

function toolChoiceOf(choice: unknown): ToolChoice | undefined {
  if (choice === "auto" || choice === "none" || choice === "required") return choice;
  const named = namedChoice.safeParse(choice);
  return named.success ? { name: named.data.name } : undefined;
}
