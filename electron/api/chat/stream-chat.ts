import type { GenerationEvent, GenerationResult } from "../../../shared/inference/generation.ts";
import type { ApiCall } from "../api-context.ts";
import { newCallId } from "../generation/collect-generation.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { withSeedOf } from "../generation/nth-seed.ts";
import type { ProgramTools } from "../generation/program-tools.ts";
import { startAnswer } from "../generation/start-answer.ts";
import type { ApiGeneration } from "../generation/start-generation.ts";
import {
  finishReasonOf,
  logprobsOf,
  openAiUsage,
  summedUsage,
  timingsOf,
  usageOf,
} from "../generation/usage.ts";
import type { SentEvent } from "../http/api-reply.ts";
import type { ChatRequest } from "./chat-request.ts";

/** The chunks of a streamed answer; several answers follow each other. */
export async function* streamChat(
  call: ApiCall,
  request: ChatRequest,
  input: GenerationInput,
  tools: ProgramTools | null,
  id: string,
): AsyncGenerator<SentEvent> {
  const { context } = call;
  const created = Math.floor(Date.now() / 1000);
  const results: GenerationResult[] = [];
  let common = {};
  for (let index = 0; index < (request.n ?? 1); index++) {
    const generation = await startAnswer(call, withSeedOf(input, index), tools);
    const model = generation.model.calledName;
    common = {
      id,
      object: "chat.completion.chunk",
      created,
      model,
      system_fingerprint: `facet-${context.options.version}`,
    };
    if (request.reasoning_control === true)
      context.reasoningControls.set(id, () => generation.endReasoning());
    try {
      for await (const delta of deltasOf(generation)) {
        yield { data: { ...common, choices: [{ index, delta, logprobs: null, finish_reason: null }] } };
      }
    } finally {
      context.reasoningControls.delete(id);
    }
    const result = await generation.result;
    results.push(result);
    const choice = {
      index,
      delta: {},
      logprobs: logprobsOf(result),
      finish_reason: finishReasonOf(result.end),
    };
    yield { data: { ...common, choices: [choice], timings: timingsOf(result.stats) } };
  }
  if (request.stream_options?.include_usage === true) {
    const usage = openAiUsage(summedUsage(results.map(({ stats }) => usageOf(stats))));
    yield { data: { ...common, choices: [], usage } };
  }
  yield { data: "[DONE]" };
}

/** The first one names the role, when there is something to say; before it, a failure has a status of its own. */
async function* deltasOf(generation: ApiGeneration): AsyncGenerator<object> {
  let hasBegun = false;
  const toDelta = deltaMaker();
  for await (const event of generation.events) {
    const delta = toDelta(event);
    if (delta === null) continue;
    if (!hasBegun) yield { role: "assistant", content: null };
    hasBegun = true;
    yield delta;
  }
  await generation.result;
  if (!hasBegun) yield { role: "assistant", content: "" };
}

/** A call is announced with its id and name; its arguments follow as a whole. */
function deltaMaker(): (event: GenerationEvent) => object | null {
  let key = "content";
  let callIndex = -1;
  return (event) => {
    switch (event.type) {
      case "part-started":
        key = event.partType === "reasoning" ? "reasoning_content" : "content";
        return null;
      case "part-delta":
        return { [key]: event.text };
      case "tool-call-started": {
        callIndex += 1;
        const call = { name: event.name, arguments: "" };
        return { tool_calls: [{ index: callIndex, id: newCallId(), type: "function", function: call }] };
      }
      case "tool-call": {
        const call = { arguments: JSON.stringify(event.arguments) };
        return { tool_calls: [{ index: callIndex, function: call }] };
      }
      case "part-ended":
      case "prefill":
      case "paused":
        return null;
    }
  };
}
