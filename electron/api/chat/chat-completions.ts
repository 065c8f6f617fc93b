import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { collectGeneration, newId, type CollectedGeneration } from "../generation/collect-generation.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { withSeedOf } from "../generation/nth-seed.ts";
import { ProgramTools } from "../generation/program-tools.ts";
import { startAnswer } from "../generation/start-answer.ts";
import {
  finishReasonOf,
  logprobsOf,
  openAiUsage,
  summedUsage,
  timingsOf,
  usageOf,
} from "../generation/usage.ts";
import { json, stream, type ApiReply } from "../http/api-reply.ts";
import { parseBody } from "../http/parse-body.ts";
import { chatInput } from "./chat-input.ts";
import { chatRequest, type ChatRequest } from "./chat-request.ts";
import { streamChat } from "./stream-chat.ts";

/** `POST /v1/chat/completions` */
export async function chatCompletions(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(chatRequest, body);
  const tools = await programTools(call, request);
  const input = chatInput(request, call.context.options.defaults ?? {}, tools?.declarations);
  const id = newId("chatcmpl-");
  if (request.stream === true) return stream(streamChat(call, request, input, tools, id));
  return json(await wholeChat(call, request, input, tools, id));
}

/** null: the request asks for none of Facet's own. */
async function programTools(call: ApiCall, { facet_tools: wanted, n }: ChatRequest) {
  if (wanted === null || wanted === undefined || wanted === false) return null;
  if ((n ?? 1) > 1)
    throw new ApiError("invalid_request_error", "With facet_tools there is one answer: leave n out.", {
      param: "n",
    });
  return ProgramTools.open(call, wanted);
}

async function wholeChat(
  call: ApiCall,
  request: ChatRequest,
  input: GenerationInput,
  tools: ProgramTools | null,
  id: string,
) {
  const answers: CollectedGeneration[] = [];
  let model = "";
  for (let index = 0; index < (request.n ?? 1); index++) {
    const generation = await startAnswer(call, withSeedOf(input, index), tools);
    model = generation.model.calledName;
    answers.push(await collectGeneration(generation));
  }
  return {
    id,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: `facet-${call.context.options.version}`,
    choices: answers.map(choiceOf),
    usage: openAiUsage(summedUsage(answers.map(({ result }) => usageOf(result.stats)))),
    ...timingsIn(answers),
  };
}

function choiceOf({ text, reasoning, calls, result }: CollectedGeneration, index: number) {
  return {
    index,
    message: {
      role: "assistant",
      content: text === "" && calls.length > 0 ? null : text,
      ...(reasoning !== "" && { reasoning_content: reasoning }),
      ...(calls.length > 0 && {
        tool_calls: calls.map(({ id, name, arguments: given }) => ({
          id,
          type: "function",
          function: { name, arguments: JSON.stringify(given) },
        })),
      }),
    },
    logprobs: logprobsOf(result),
    finish_reason: finishReasonOf(result.end),
  };
}

function timingsIn(answers: readonly CollectedGeneration[]) {
  const last = answers.at(-1);
  return last === undefined ? {} : { timings: timingsOf(last.result.stats) };
}
