import type { GenerationResult } from "../../../shared/inference/generation.ts";
import type { ApiCall } from "../api-context.ts";
import { collectGeneration, newId } from "../generation/collect-generation.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { startGeneration } from "../generation/start-generation.ts";
import { usageOf } from "../generation/usage.ts";
import { json, stream, type ApiReply, type SentEvent } from "../http/api-reply.ts";
import { openedStream } from "../http/opened-stream.ts";
import { parseBody } from "../http/parse-body.ts";
import { countPromptTokens } from "../tokens/count-prompt-tokens.ts";
import { contentBlocks, MessageBlocks, sent } from "./message-blocks.ts";
import { messagesInput } from "./messages-input.ts";
import { messagesRequest } from "./messages-request.ts";

/** `POST /v1/messages`, as Anthropic's. */
export async function messages(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(messagesRequest, body);
  const input = messagesInput(request, call.context.options.defaults ?? {});
  if (request.stream === true) return stream(opened(call, input));
  const generation = await startGeneration(call, input);
  const collected = await collectGeneration(generation);
  return json({
    ...emptyMessage(generation.model.calledName),
    content: contentBlocks(collected),
    ...stopOf(collected.result, input),
    usage: messagesUsage(collected.result),
  });
}

/** `POST /v1/messages/count_tokens` */
export async function countMessageTokens(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(messagesRequest, body);
  const input = messagesInput(request, call.context.options.defaults ?? {});
  return json({ input_tokens: await countPromptTokens(call, input) });
}

/** The tokens of the prompt are known at the end only, so the first event counts none. */
function opened(call: ApiCall, input: GenerationInput): AsyncGenerator<SentEvent> {
  const { findModel, limits } = call.context;
  const usage = {
    input_tokens: 0,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: 0,
    output_tokens: 0,
  };
  const message = {
    ...emptyMessage(findModel(input.modelName).calledName),
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage,
  };
  return openedStream(generated(call, input), {
    opening: () => [sent("message_start", { message })],
    waiting: () => sent("ping"),
    silenceMs: limits.silenceMs,
  });
}

/** The events of a message after its start. */
async function* generated(call: ApiCall, input: GenerationInput): AsyncGenerator<SentEvent> {
  const generation = await startGeneration(call, input);
  const blocks = new MessageBlocks();
  for await (const event of generation.events) yield* blocks.push(event);
  const result = await generation.result;
  yield sent("message_delta", { delta: stopOf(result, input), usage: messagesUsage(result) });
  yield sent("message_stop");
}

const emptyMessage = (model: string) => ({ id: newId("msg_"), type: "message", role: "assistant", model });

function stopOf({ end }: GenerationResult, { options }: GenerationInput) {
  const [only, ...others] = options.stop ?? [];
  const sequence = end === "stop-string" && others.length === 0 ? (only ?? null) : null;
  return { stop_reason: stopReasonOf(end), stop_sequence: sequence };
}

function stopReasonOf(end: GenerationResult["end"]): string {
  switch (end) {
    case "end-of-turn":
    case "ended-in-reasoning":
    case "stopped":
      return "end_turn";
    case "stop-string":
      return "stop_sequence";
    case "tool-calls":
      return "tool_use";
    case "max-tokens":
      return "max_tokens";
    case "context-full":
      return "model_context_window_exceeded";
  }
}

/** Anthropic counts cached tokens apart. */
function messagesUsage({ stats }: GenerationResult) {
  const { promptTokens, cachedTokens, generatedTokens } = usageOf(stats);
  return {
    input_tokens: promptTokens - cachedTokens,
    cache_creation_input_tokens: 0,
    cache_read_input_tokens: cachedTokens,
    output_tokens: generatedTokens,
  };
}
