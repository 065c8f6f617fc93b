import type { GenerationEnd, GenerationResult } from "../../../shared/inference/generation.ts";
import type { ApiCall } from "../api-context.ts";
import { apiErrorOf, openAiCode } from "../error-body.ts";
import { newId } from "../generation/collect-generation.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { startGeneration } from "../generation/start-generation.ts";
import { finishReasonOf, usageOf } from "../generation/usage.ts";
import { json, stream, type ApiReply, type SentEvent } from "../http/api-reply.ts";
import { openedStream } from "../http/opened-stream.ts";
import { parseBody } from "../http/parse-body.ts";
import type { Entry } from "../prompt/entry.ts";
import { conversationOf } from "./conversation-of.ts";
import { namespacesOf } from "./namespaced-tools.ts";
import { responsesInput } from "./responses-input.ts";
import { ResponseItems, type ItemEvent } from "./response-items.ts";
import { responsesRequest, type ResponsesRequest } from "./responses-request.ts";

/** `POST /v1/responses` */
export async function responses(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(responsesRequest, body);
  const entries = conversationOf(call, request);
  const input = responsesInput(request, entries, call.context.options.defaults ?? {});
  const id = newId("resp_");
  const generating: Generating = {
    call,
    request,
    input,
    entries,
    items: new ResponseItems(namespacesOf(request)),
    id,
    createdAt: Math.floor(Date.now() / 1000),
  };
  if (request.stream === true) return stream(numbered(opened(generating)));
  let last: ItemEvent | null = null;
  for await (const event of generated(generating)) last = event;
  return json(last?.["response"]);
}

interface Generating {
  readonly call: ApiCall;
  readonly request: ResponsesRequest;
  readonly input: GenerationInput;
  readonly entries: readonly Entry[];
  readonly items: ResponseItems;
  readonly id: string;
  readonly createdAt: number;
}

/** The events of a response from its creation to its end. */
function opened(generating: Generating): AsyncGenerator<ItemEvent> {
  const { call, input } = generating;
  const { limits } = call.context;
  const { calledName } = call.context.findModel(input.modelName);
  const response = responseObject(generating, calledName);
  return openedStream(generated(generating), {
    opening: () => [
      { type: "response.created", response },
      { type: "response.in_progress", response },
    ],
    waiting: () => ({ type: "keepalive" }),
    failed: (thrown) => {
      const error = apiErrorOf(thrown);
      const failure = { code: openAiCode(error) ?? error.type, message: error.message };
      return {
        type: "response.failed",
        response: { ...response, status: "failed", output: generating.items.output(), error: failure },
      };
    },
    silenceMs: limits.silenceMs,
  });
}

/** The events after the creation of a response; the last one has the whole of it. */
async function* generated(generating: Generating): AsyncGenerator<ItemEvent> {
  const { call, input, request, entries, id, items } = generating;
  const generation = await startGeneration(call, input);
  for await (const event of generation.events) yield* items.push(event);
  const result = await generation.result;
  if (request.store !== false) call.context.responses.put({ id, entries: [...entries, ...items.entries()] });
  const status = statusOf(result.end);
  const response = {
    ...responseObject(generating, generation.model.calledName),
    status,
    output: items.output(),
    ...(status === "incomplete" && { incomplete_details: { reason: "max_output_tokens" } }),
    usage: responsesUsage(result),
  };
  yield { type: `response.${status}`, response };
}

async function* numbered(events: AsyncIterable<ItemEvent>): AsyncGenerator<SentEvent> {
  let number = 0;
  for await (const event of events)
    yield { event: event.type, data: { ...event, sequence_number: number++ } };
}

function responseObject({ id, createdAt, request, input }: Generating, model: string) {
  const { options } = input;
  return {
    id,
    object: "response",
    created_at: createdAt,
    model,
    status: "in_progress",
    output: [] as readonly unknown[],
    background: false,
    error: null,
    incomplete_details: null,
    instructions: request.instructions ?? null,
    max_output_tokens: options.maxTokens,
    previous_response_id: request.previous_response_id ?? null,
    parallel_tool_calls: options.parallelToolCalls ?? true,
    reasoning: { effort: request.reasoning?.effort ?? null, summary: null },
    store: request.store ?? true,
    temperature: options.sampling.temperature,
    top_p: options.sampling.topP,
    text: { format: request.text?.format ?? { type: "text" } },
    tool_choice: request.tool_choice ?? "auto",
    tools: request.tools ?? [],
    truncation: request.truncation ?? "disabled",
    metadata: request.metadata ?? {},
    usage: null,
  };
}

function statusOf(end: GenerationEnd): "completed" | "incomplete" {
  return finishReasonOf(end) === "length" ? "incomplete" : "completed";
}

function responsesUsage({ stats }: GenerationResult) {
  const { promptTokens, cachedTokens, generatedTokens } = usageOf(stats);
  return {
    input_tokens: promptTokens,
    input_tokens_details: { cached_tokens: cachedTokens },
    output_tokens: generatedTokens,
    total_tokens: promptTokens + generatedTokens,
  };
}
