import { z } from "zod";
import type { ToolChoice } from "../../../shared/inference/generate-options.ts";
import { functionTool } from "../chat/chat-request.ts";
import type { ApiDefaults } from "../api-server-options.ts";
import { answerSchema } from "../generation/answer-schema.ts";
import { declarations, declaredTools } from "../generation/declared-tools.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { maxTokensOf, samplingOf, stopOf } from "../generation/request-options.ts";
import { thinkingOptions, type ThinkingRequest } from "../generation/thinking-options.ts";
import { parseBody } from "../http/parse-body.ts";
import { entriesOfMessages } from "./messages-entries.ts";
import type { MessagesRequest } from "./messages-request.ts";

/** @throws ApiError `invalid_request_error`, `not_supported_error` */
export function messagesInput(request: MessagesRequest, defaults: ApiDefaults): GenerationInput {
  const { tool_choice: choice } = request;
  const declared = declaredTools(
    declarations(ownTools(request)),
    toolChoiceOf(choice),
    choice?.disable_parallel_tool_use === true ? false : null,
  );
  return {
    modelName: request.model ?? null,
    entries: entriesOfMessages(request),
    tools: declared.tools,
    imageBudget: request.image_budget ?? null,
    dropsOldest: false,
    options: {
      ...thinkingOptions(thinkingOf(request), defaults),
      sampling: samplingOf(request, defaults),
      maxTokens: maxTokensOf(request.max_tokens),
      ...stopOf({ stop: request.stop_sequences }),
      ...answerSchema(request.output_config?.format, "output_config.format"),
      ...declared.options,
    },
  };
}

/** Tools with a type of their own run on Anthropic's servers. */
function ownTools({ tools, messages }: MessagesRequest) {
  const referredTo = referredTools(messages);
  return (tools ?? []).flatMap((tool, index) => {
    const { type, name, description, input_schema: parameters, defer_loading: isDeferred } = tool;
    const isOwn = type === null || type === undefined || type === "custom";
    if (!isOwn || (isDeferred === true && !referredTo.has(name))) return [];
    return [parseBody(functionTool, { name, description, parameters }, `tools.${index}`)];
  });
}

const reference = z.object({ type: z.literal("tool_reference"), tool_name: z.string() });
const withContent = z.object({ content: z.array(z.unknown()) });

/** Deferred tools that results of a search for tools name. */
function referredTools(messages: MessagesRequest["messages"]): ReadonlySet<string> {
  const blocks = messages.flatMap(({ content }) => (typeof content === "string" ? [] : content));
  const inside = blocks.flatMap((block) => withContent.safeParse(block).data?.content ?? []);
  return new Set(inside.flatMap((block) => reference.safeParse(block).data?.tool_name ?? []));
}

function toolChoiceOf(choice: MessagesRequest["tool_choice"]): ToolChoice | undefined {
  switch (choice?.type) {
    case "auto":
    case "none":
      return choice.type;
    case "any":
      return "required";
    case "tool":
      return { name: choice.name ?? "" };
    case undefined:
    default:
      return undefined;
  }
}

function thinkingOf({ thinking, output_config: config }: MessagesRequest): ThinkingRequest {
  switch (thinking?.type) {
    case "enabled":
      return { enabled: true, budgetTokens: thinking.budget_tokens };
    case "disabled":
      return { enabled: false };
    case "adaptive":
      return { enabled: true, effort: config?.effort };
    case undefined:
    default:
      return {};
  }
}
