import { randomInt } from "node:crypto";
import type { GenerateOptions, Sampling } from "../../../shared/inference/generate-options.ts";
import type { Prompt } from "../../../shared/inference/prompt-turn.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";
import type { ServerDialect } from "../../../shared/models/remote-server.ts";
import { dialects, type DialectFields } from "./dialects.ts";
import { estimatePromptTokens } from "./estimate-tokens.ts";
import { continuesLast, type RequestMessage } from "./messages.ts";

export type RequestBody = Record<string, unknown>;

/** The bias that excludes a token, in every dialect. */
const lowestBias = -100;
/** For servers that need a limit and do not report their context size. */
const assumedReplyTokens = 16_384;
const leastReplyTokens = 512;
/** Share of the context that an estimate of the prompt may be wrong by. */
const estimateMargin = 0.1;

export interface RequestParts {
  readonly dialect: ServerDialect;
  readonly model: string;
  readonly contextSizeTokens: number | null;
  readonly canThink: boolean;
  readonly canEndReasoning: boolean;
  readonly prompt: Prompt;
  readonly messages: readonly RequestMessage[];
  readonly options: GenerateOptions;
}

/**
 * The body of a request for one reply. What is off in `Sampling` is sent as off where the server would
 * otherwise use a default of its own. Stop strings are not sent: see `StopStrings`.
 */
export function requestBody(parts: RequestParts): RequestBody {
  const { dialect, model, prompt, messages, options } = parts;
  const fields = dialects[dialect];
  return {
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true, ...fields.streamOptions },
    ...fields.always,
    ...samplingFields(options.sampling, fields),
    ...maxTokensField(parts, fields),
    ...thinkingFields(parts, fields),
    ...logprobsFields(options.logprobs, fields),
    ...toolFields(prompt.tools ?? [], options),
    ...(options.jsonSchema && {
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", strict: true, schema: options.jsonSchema },
      },
    }),
    ...(continuesLast(prompt.turns) && fields.continues),
  };
}

function samplingFields(sampling: Sampling, fields: DialectFields): RequestBody {
  const { temperature, topP, topK, minP = 0, seed } = sampling;
  const { repeatPenalty = 1, repeatLastTokens = 64, frequencyPenalty = 0, presencePenalty = 0 } = sampling;
  const body: RequestBody = { temperature, top_p: topP };
  if (fields.hasTopK) Object.assign(body, { top_k: topK, min_p: minP });
  if (seed !== null) body["seed"] = seed;
  else if (fields.needsSeed) body["seed"] = randomInt(2 ** 31);
  if (fields.repeatPenalty && (repeatPenalty !== 1 || fields.repeatPenalty.isOnByDefault)) {
    body[fields.repeatPenalty.field] = repeatPenalty;
    if (fields.repeatPenalty.window) body[fields.repeatPenalty.window] = repeatLastTokens;
  }
  if (frequencyPenalty !== 0) body["frequency_penalty"] = frequencyPenalty;
  if (presencePenalty !== 0) body["presence_penalty"] = presencePenalty;
  if (sampling.logitBias) {
    const biases = Object.entries(sampling.logitBias);
    body["logit_bias"] = Object.fromEntries(biases.map(([id, bias]) => [id, Math.max(lowestBias, bias)]));
  }
  return body;
}

function maxTokensField(
  { options, contextSizeTokens, prompt }: RequestParts,
  fields: DialectFields,
): RequestBody {
  if (options.maxTokens !== null) return { max_tokens: options.maxTokens };
  if (!fields.needsMaxTokens) return {};
  if (contextSizeTokens === null) return { max_tokens: assumedReplyTokens };
  const room = contextSizeTokens * (1 - estimateMargin) - estimatePromptTokens(prompt);
  return { max_tokens: Math.max(leastReplyTokens, Math.floor(room)) };
}

function thinkingFields(
  { options, canThink, canEndReasoning }: RequestParts,
  fields: DialectFields,
): RequestBody {
  const { thinking, reasoningBudgetTokens: budget = null } = options;
  if (!canThink) return {};
  return {
    ...(fields.thinking === "template" && { chat_template_kwargs: { enable_thinking: thinking } }),
    ...(fields.thinking === "field" && { enable_thinking: thinking }),
    // On is the default; levels are refused for most models.
    ...(fields.thinking === "effort" && !thinking && { reasoning_effort: "none" }),
    ...(thinking && budget !== null && fields.budget && { [fields.budget]: budget }),
    ...(thinking && canEndReasoning && { reasoning_control: true }),
  };
}

function toolFields(
  tools: readonly ToolDeclaration[],
  { toolChoice = "auto", parallelToolCalls = true }: GenerateOptions,
): RequestBody {
  if (tools.length === 0) return {};
  const choice =
    typeof toolChoice === "string" ? toolChoice : { type: "function", function: { name: toolChoice.name } };
  return {
    tools: tools.map(({ name, description, parameters }) => ({
      type: "function",
      function: { name, description, parameters: { ...parameters, type: "object" } },
    })),
    ...(choice !== "auto" && { tool_choice: choice }),
    ...(!parallelToolCalls && { parallel_tool_calls: false }),
  };
}

function logprobsFields(wanted: number | undefined, fields: DialectFields): RequestBody {
  if (wanted === undefined) return {};
  const top = Math.min(wanted, fields.mostLogprobs);
  return { logprobs: true, ...(!(top === 0 && fields.refusesZeroLogprobs) && { top_logprobs: top }) };
}
