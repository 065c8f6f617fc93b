import { z } from "zod";
import type { GenerationResult } from "../../../shared/inference/generation.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { collectGeneration, newId } from "../generation/collect-generation.ts";
import type { GenerationInput } from "../generation/generation-input.ts";
import { withSeedOf } from "../generation/nth-seed.ts";
import { maxTokensOf, samplingFields, samplingOf, stopOf } from "../generation/request-options.ts";
import { startGeneration } from "../generation/start-generation.ts";
import { finishReasonOf, openAiUsage, timingsOf, usageOf, type TokenUsage } from "../generation/usage.ts";
import { apiText } from "../http/api-text.ts";
import { json, stream, type ApiReply, type SentEvent } from "../http/api-reply.ts";
import { parseBody } from "../http/parse-body.ts";
import { withTokenizer } from "../tokens/with-model.ts";

const tokenIds = z.array(z.int().min(0)).min(1);
const completionsRequest = z.object({
  ...samplingFields,
  model: z.string().nullish(),
  prompt: z.union([
    apiText,
    tokenIds,
    z
      .array(z.union([apiText, tokenIds]))
      .min(1)
      .max(64),
  ]),
  suffix: z.string().nullish(),
  echo: z.boolean().nullish(),
  n: z.int().min(1).max(16).nullish(),
  logprobs: z.int().min(0).max(20).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().nullish() }).nullish(),
});

type CompletionsRequest = z.infer<typeof completionsRequest>;

/**
 * `POST /v1/completions`: continues a text as it is, without the chat template. Control tags in it count.
 */
export async function completions(call: ApiCall, body: unknown): Promise<ApiReply> {
  const request = parseBody(completionsRequest, body);
  if (request.suffix)
    throw new ApiError("not_supported_error", "suffix is not supported: Gemma does not fill in.", {
      param: "suffix",
    });
  const prompts = await promptTexts(call, request);
  const inputs = prompts.flatMap((text) =>
    Array.from({ length: request.n ?? 1 }, (_, nth) => withSeedOf(inputFor(call, request, text), nth)),
  );
  const id = newId("cmpl-");
  if (request.stream === true) return stream(streamed(call, request, inputs, id));
  return json(await whole(call, request, inputs, id));
}

function inputFor({ context }: ApiCall, request: CompletionsRequest, rawText: string): GenerationInput {
  return {
    modelName: request.model ?? null,
    entries: [],
    tools: [],
    imageBudget: null,
    dropsOldest: false,
    rawText,
    options: {
      thinking: false,
      sampling: samplingOf(request, context.options.defaults ?? {}),
      maxTokens: maxTokensOf(request.max_tokens, request.n_predict) ?? usualMaxTokens,
      ...stopOf(request),
      ...(typeof request.logprobs === "number" && { logprobs: request.logprobs }),
    },
  };
}

/** OpenAI's default. Without a turn to end, a model might not stop by itself. */
const usualMaxTokens = 16;

async function promptTexts(call: ApiCall, { model, prompt }: CompletionsRequest): Promise<readonly string[]> {
  const isOne = typeof prompt === "string" || typeof prompt[0] === "number";
  const prompts = (isOne ? [prompt] : prompt) as readonly (string | number[])[];
  return Promise.all(
    prompts.map(async (one) =>
      typeof one === "string"
        ? one
        : withTokenizer(call, model ?? null, (tokenizer) => tokenizer.detokenize(one)),
    ),
  );
}

async function whole(
  call: ApiCall,
  request: CompletionsRequest,
  inputs: readonly GenerationInput[],
  id: string,
) {
  const choices = [];
  const usages: TokenUsage[] = [];
  let model = "";
  let timings = {};
  for (const [index, input] of inputs.entries()) {
    const generation = await startGeneration(call, input);
    const { text, result } = await collectGeneration(generation);
    model = generation.model.calledName;
    timings = timingsOf(result.stats);
    usages.push(usageOf(result.stats));
    choices.push(choice(index, (request.echo === true ? (input.rawText ?? "") : "") + text, result));
  }
  return { ...header(id, model), choices, usage: openAiUsage(total(usages, request.n ?? 1)), timings };
}

async function* streamed(
  call: ApiCall,
  request: CompletionsRequest,
  inputs: readonly GenerationInput[],
  id: string,
): AsyncGenerator<SentEvent> {
  const usages: TokenUsage[] = [];
  let common = {};
  for (const [index, input] of inputs.entries()) {
    const generation = await startGeneration(call, input);
    common = header(id, generation.model.calledName);
    if (request.echo === true)
      yield { data: { ...common, choices: [choice(index, input.rawText ?? "", null)] } };
    let isText = false;
    for await (const event of generation.events) {
      if (event.type === "part-started") isText = event.partType === "text";
      if (event.type === "part-delta" && isText)
        yield { data: { ...common, choices: [choice(index, event.text, null)] } };
    }
    const result = await generation.result;
    usages.push(usageOf(result.stats));
    yield { data: { ...common, choices: [choice(index, "", result)], timings: timingsOf(result.stats) } };
  }
  if (request.stream_options?.include_usage === true)
    yield { data: { ...common, choices: [], usage: openAiUsage(total(usages, request.n ?? 1)) } };
  yield { data: "[DONE]" };
}

const header = (id: string, model: string) => ({
  id,
  object: "text_completion",
  created: Math.floor(Date.now() / 1000),
  model,
});

/** @param result null: it goes on */
function choice(index: number, text: string, result: GenerationResult | null) {
  return {
    index,
    text,
    logprobs: result === null ? null : legacyLogprobs(result),
    finish_reason: result === null ? null : finishReasonOf(result.end),
  };
}

function legacyLogprobs({ logprobs }: GenerationResult) {
  if (logprobs === undefined) return null;
  return {
    tokens: logprobs.map(({ token }) => token),
    token_logprobs: logprobs.map(({ logprob }) => logprob),
    top_logprobs: logprobs.map(({ top }) =>
      Object.fromEntries(top.map(({ token, logprob }) => [token, logprob])),
    ),
    text_offset: [],
  };
}

/** Each prompt counts once, whatever the number of its answers. */
function total(usages: readonly TokenUsage[], perPrompt: number): TokenUsage {
  const sum = (of: (usage: TokenUsage) => number, among: readonly TokenUsage[]) =>
    among.reduce((all, usage) => all + of(usage), 0);
  const firsts = usages.filter((_, index) => index % perPrompt === 0);
  return {
    promptTokens: sum(({ promptTokens }) => promptTokens, firsts),
    cachedTokens: sum(({ cachedTokens }) => cachedTokens, firsts),
    generatedTokens: sum(({ generatedTokens }) => generatedTokens, usages),
  };
}
