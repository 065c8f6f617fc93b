/** How a reply is sampled. Absent options are off. */
export interface Sampling {
  /** 0: greedy. */
  readonly temperature: number;
  /** 1: off. */
  readonly topP: number;
  /** 0: off. */
  readonly topK: number;
  /** null: a random one. */
  readonly seed: number | null;
  /** Tokens less likely than this share of the most likely one are excluded; 0 to 1. */
  readonly minP?: number;
  /** Divides the logits of recent tokens; 1: off. */
  readonly repeatPenalty?: number;
  /** How many recent tokens the penalties look at; absent: 64, as in llama.cpp. */
  readonly repeatLastTokens?: number;
  /** Subtracted from the logit of a recent token for each of its occurrences. */
  readonly frequencyPenalty?: number;
  /** Subtracted once from the logit of every recent token. */
  readonly presencePenalty?: number;
  /** Added to logits, by token id; -100 and less exclude a token. */
  readonly logitBias?: Readonly<Record<number, number>>;
}

/** As `shared/inference/json-schema` translates it into a grammar. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The options of one generation, for every kind of model. */
export interface GenerateOptions {
  readonly thinking: boolean;
  /**
   * The most reasoning tokens; then the reasoning is closed and the answer follows. Absent or null: no limit.
   */
  readonly reasoningBudgetTokens?: number | null;
  readonly sampling: Sampling;
  /** null: until the model ends its turn or the context is full. */
  readonly maxTokens: number | null;
  /** The generation ends where the answer would contain one of these. */
  readonly stop?: readonly string[];
  /**
   * How many alternatives to report for every answer token; 0: only the token itself. Absent: none are
   * reported.
   */
  readonly logprobs?: number;
  /** The answer is a JSON value of this form; it binds from the first answer token on. */
  readonly jsonSchema?: JsonSchema;
  /** Whether the tools that the prompt declares may or must be called. Absent: `auto`. */
  readonly toolChoice?: ToolChoice;
  /** false: at most one call in this generation. */
  readonly parallelToolCalls?: boolean;
  /**
   * An opaque name under which the engine may keep on disk what it has read, until it is told to forget it.
   * Absent: nothing is kept. Local models only.
   */
  readonly owner?: string;
}

/** `required`: at least one call, of any declared tool. */
export type ToolChoice = "auto" | "none" | "required" | { readonly name: string };
