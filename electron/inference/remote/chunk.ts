import { z } from "zod";
import { errorText } from "./server-failure.ts";

const count = z.number().nonnegative();

const logprobSchema = z.object({ token: z.string(), logprob: z.number() });

const toolCallSchema = z.object({
  /** Absent: a server that sends every call as a whole. */
  index: z.number().int().nullish().catch(null),
  id: z.string().nullish().catch(null),
  function: z
    .object({
      name: z.string().nullish().catch(null),
      /** JSON text, or a piece of it; some servers send the object itself. */
      arguments: z
        .union([z.string(), z.record(z.string(), z.json())])
        .nullish()
        .catch(null),
    })
    .nullish()
    .catch(null),
});

const deltaSchema = z.object({
  content: z.string().nullish(),
  // Two names of one field; some servers send both.
  reasoning_content: z.string().nullish(),
  reasoning: z.string().nullish(),
  tool_calls: z.array(toolCallSchema).nullish().catch(null),
});

const choiceSchema = z.object({
  delta: deltaSchema.nullish().catch(null),
  /** A server that does not stream. */
  message: deltaSchema.nullish().catch(null),
  finish_reason: z.string().nullish().catch(null),
  logprobs: z
    .object({
      content: z.array(logprobSchema.extend({ top_logprobs: z.array(logprobSchema).nullish().catch(null) })),
    })
    .nullish()
    .catch(null),
});

const chunkSchema = z.object({
  id: z.string().nullish().catch(null),
  choices: z.array(choiceSchema).nullish().catch(null),
  usage: z
    .object({
      prompt_tokens: count,
      completion_tokens: count.nullish(),
      prompt_tokens_details: z.object({ cached_tokens: count.nullish() }).nullish().catch(null),
    })
    .nullish()
    .catch(null),
  /** llama-server and mlx-vlm. */
  timings: z
    .object({
      cache_n: count.optional(),
      prompt_n: count.optional(),
      predicted_n: count.optional(),
      predicted_per_second: count.nullish(),
    })
    .nullish()
    .catch(null),
  /** llama-server, with `return_progress`. */
  prompt_progress: z.object({ total: count, processed: count }).nullish().catch(null),
});

export type CompletionChunk = z.infer<typeof chunkSchema>;
export type ToolCallDelta = z.infer<typeof toolCallSchema>;
export type CompletionChoice = z.infer<typeof choiceSchema>;

export type ParsedChunk =
  | { readonly type: "chunk"; readonly chunk: CompletionChunk }
  | { readonly type: "error"; readonly text: string }
  | { readonly type: "unreadable" };

/** Parses the data of an event. Fields that it does not expect are ignored. */
export function parseChunk(data: string): ParsedChunk {
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { type: "unreadable" };
  }
  const text = errorText(value);
  if (text !== null) return { type: "error", text };
  const parsed = chunkSchema.safeParse(value);
  return parsed.success ? { type: "chunk", chunk: parsed.data } : { type: "unreadable" };
}
