import { z } from "zod";
import { defaultChatSettings } from "../../../shared/chat/default-chat-settings.ts";
import type { GenerateOptions, Sampling } from "../../../shared/inference/generate-options.ts";
import { ApiError } from "../api-error.ts";
import type { ApiDefaults } from "../api-server-options.ts";
import { apiText } from "../http/api-text.ts";

const number = (min: number, max: number) => z.number().min(min).max(max).nullish();
const bias = z.union([z.number(), z.literal(false)]);

/** The fields about sampling that several routes share; their names are those of OpenAI and llama-server. */
export const samplingFields = {
  temperature: number(0, 100),
  top_p: number(0, 1),
  top_k: z.int().min(0).nullish(),
  min_p: number(0, 1),
  seed: z.int().nullish(),
  repeat_penalty: number(0.01, 10),
  repeat_last_n: z.int().min(-1).nullish(),
  presence_penalty: number(-100, 100),
  frequency_penalty: number(-100, 100),
  logit_bias: z
    .union([z.record(z.string().regex(/^\d+$/), bias), z.array(z.tuple([z.int().min(0), bias]))])
    .nullish(),
  stop: z.union([apiText, z.array(apiText)]).nullish(),
  max_tokens: z.int().nullish(),
  n_predict: z.int().nullish(),
  grammar: z.string().nullish(),
  lora: z.array(z.unknown()).nullish(),
};

export type SamplingRequest = z.infer<z.ZodObject<typeof samplingFields>>;

/** @throws ApiError `not_supported_error` for fields whose loss would change the answer */
export function samplingOf(request: SamplingRequest, defaults: ApiDefaults): Sampling {
  if (request.grammar) throw notSupported("grammar", "Use response_format with a JSON schema.");
  if (request.lora && request.lora.length > 0)
    throw notSupported("lora", "Facet loads no adapters for single requests.");
  const { temperature, topP, topK } = { ...defaultChatSettings, ...defaults.sampling };
  const { seed } = request;
  const logitBias = biasOf(request.logit_bias);
  return {
    ...defaults.sampling,
    temperature: request.temperature ?? temperature,
    topP: request.top_p ?? topP,
    topK: request.top_k ?? topK,
    seed: seed === null || seed === undefined || seed === -1 ? (defaults.sampling?.seed ?? null) : seed >>> 0,
    ...present("minP", request.min_p),
    ...present("repeatPenalty", request.repeat_penalty),
    // -1: the whole context, as in llama-server.
    ...present("repeatLastTokens", request.repeat_last_n === -1 ? 65_536 : request.repeat_last_n),
    ...present("presencePenalty", request.presence_penalty),
    ...present("frequencyPenalty", request.frequency_penalty),
    ...(logitBias !== null && { logitBias }),
  };
}

/** null: no limit. */
export function maxTokensOf(...given: readonly (number | null | undefined)[]): number | null {
  const tokens = given.find((value) => value !== null && value !== undefined) ?? -1;
  if (tokens === -1) return null;
  if (tokens < 1)
    throw new ApiError("invalid_request_error", "At least one token must be generated.", {
      param: "max_tokens",
    });
  return tokens;
}

export function stopOf({ stop }: Pick<SamplingRequest, "stop">): Pick<GenerateOptions, "stop"> {
  const strings = (typeof stop === "string" ? [stop] : (stop ?? [])).filter((string) => string !== "");
  return strings.length === 0 ? {} : { stop: strings };
}

function biasOf(given: SamplingRequest["logit_bias"]): Record<number, number> | null {
  if (given === null || given === undefined) return null;
  const pairs = Array.isArray(given)
    ? given
    : Object.entries(given).map(([id, value]) => [Number(id), value] as const);
  return Object.fromEntries(pairs.map(([id, value]) => [id, value === false ? -100 : value]));
}

function present<Key extends string>(
  key: Key,
  value: number | null | undefined,
): Partial<Record<Key, number>> {
  return value === null || value === undefined ? {} : ({ [key]: value } as Record<Key, number>);
}

function notSupported(param: string, advice: string): ApiError {
  return new ApiError("not_supported_error", `${param} is not supported. ${advice}`, { param });
}
