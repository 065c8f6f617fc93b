import type { ServerDialect } from "../../../shared/models/remote-server.ts";

/** The request fields and abilities in which dialects of the OpenAI API differ. */
export interface DialectFields {
  /**
   * How thinking is switched: by a variable of the chat template, by `enable_thinking` in the request, or by
   * `reasoning_effort: "none"`; null: not by a request.
   */
  readonly thinking: "template" | "field" | "effort" | null;
  /** The field that limits reasoning to a number of tokens. */
  readonly budget: "thinking_budget_tokens" | "thinking_token_budget" | "thinking_budget" | null;
  /** Whether it knows `top_k` and `min_p`. */
  readonly hasTopK: boolean;
  readonly repeatPenalty: {
    readonly field: "repeat_penalty" | "repetition_penalty";
    /** The field for how many tokens it looks at. */
    readonly window: "repeat_last_n" | "repetition_context_size" | null;
    /** Whether the server's own default is not "off". */
    readonly isOnByDefault: boolean;
  } | null;
  /** Whether the server's default would cut replies short. */
  readonly needsMaxTokens: boolean;
  /** Whether its default is a fixed seed. */
  readonly needsSeed: boolean;
  readonly mostLogprobs: number;
  /** Whether `top_logprobs: 0` is refused. */
  readonly refusesZeroLogprobs: boolean;
  /** Whether content can be a list of parts. */
  readonly takesMedia: boolean;
  /** Sent with every request: running counts and progress. */
  readonly always: Readonly<Record<string, unknown>>;
  /** Added to `stream_options`. */
  readonly streamOptions: Readonly<Record<string, unknown>>;
  /** Sent when the last message is to be continued. */
  readonly continues: Readonly<Record<string, unknown>>;
}

const standard: DialectFields = {
  thinking: "template",
  budget: null,
  hasTopK: false,
  repeatPenalty: null,
  needsMaxTokens: false,
  needsSeed: false,
  mostLogprobs: 20,
  refusesZeroLogprobs: false,
  takesMedia: true,
  always: {},
  streamOptions: {},
  continues: {},
};

const continueFinalMessage = { add_generation_prompt: false, continue_final_message: true };

export const dialects: Readonly<Record<ServerDialect, DialectFields>> = {
  "llama-server": {
    ...standard,
    budget: "thinking_budget_tokens",
    hasTopK: true,
    repeatPenalty: { field: "repeat_penalty", window: "repeat_last_n", isOnByDefault: false },
    always: { return_progress: true, timings_per_token: true },
    continues: continueFinalMessage,
  },
  vllm: {
    ...standard,
    budget: "thinking_token_budget",
    hasTopK: true,
    repeatPenalty: { field: "repetition_penalty", window: null, isOnByDefault: false },
    streamOptions: { continuous_usage_stats: true },
    continues: continueFinalMessage,
  },
  ollama: { ...standard, thinking: "effort" },
  "lm-studio": {
    ...standard,
    thinking: null,
    hasTopK: true,
    repeatPenalty: { field: "repeat_penalty", window: null, isOnByDefault: true },
  },
  "mlx-lm": {
    ...standard,
    hasTopK: true,
    repeatPenalty: { field: "repetition_penalty", window: "repetition_context_size", isOnByDefault: false },
    needsMaxTokens: true,
    mostLogprobs: 10,
    refusesZeroLogprobs: true,
    takesMedia: false,
  },
  "mlx-vlm": {
    ...standard,
    thinking: "field",
    budget: "thinking_budget",
    hasTopK: true,
    repeatPenalty: { field: "repetition_penalty", window: "repetition_context_size", isOnByDefault: false },
    needsMaxTokens: true,
    needsSeed: true,
  },
  "openai-compatible": standard,
};

/**
 * Fields outside the common core of the API. A request that was refused because of one is sent again without
 * it, and so are all later ones to that server.
 */
export const optionalFields: readonly string[] = [
  "parallel_tool_calls",
  "tool_choice",
  "tools",
  "chat_template_kwargs",
  "thinking_budget_tokens",
  "thinking_token_budget",
  "thinking_budget",
  "enable_thinking",
  "reasoning_effort",
  "stream_options",
  "continuous_usage_stats",
  "top_k",
  "min_p",
  "seed",
  "repeat_penalty",
  "repetition_penalty",
  "frequency_penalty",
  "presence_penalty",
  "logprobs",
  "top_logprobs",
  "logit_bias",
  "continue_final_message",
  "add_generation_prompt",
];
