/** How many tokens something takes in a model's context window. */
export interface TokenCount {
  readonly tokens: number;
  /** False for an estimate: the tokenizer of the model was not asked. */
  readonly isExact: boolean;
}
