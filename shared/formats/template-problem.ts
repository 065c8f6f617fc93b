/** Why a chat template cannot be used (`error`), or what will not work with it (`warning`). */
export interface TemplateProblem {
  readonly severity: "error" | "warning";
  readonly code: TemplateProblemCode;
  /** The kind of conversation that shows the problem; null: all, or none in particular. */
  readonly situation: TemplateSituation | null;
  /** Counted from 1; null where no line is to blame or it could not be found. */
  readonly line: number | null;
  /** English: the Jinja library's message, or a name as said at the code; null: none. */
  readonly detail: string | null;
}

export type TemplateProblemCode =
  | "blank"
  | "too-long"
  | "does-not-parse"
  /** A block such as `{% if %}` has no end; detail: its keyword. */
  | "unclosed-block"
  | "does-not-render"
  /** Rendering was ended because it took too long or too much memory. */
  | "too-slow"
  /** detail: the role of the first message that is missing from the prompt. */
  | "drops-message"
  | "repeats-message"
  | "wrong-order"
  /** Nothing after the last message tells the model that it is its turn. */
  | "no-generation-cue"
  /** Nothing separates the messages. */
  | "no-turn-marks"
  | "thinking-has-no-effect";

export type TemplateSituation = "one-message" | "several-turns" | "system-prompt" | "thinking" | "image";

export const isError = ({ severity }: TemplateProblem) => severity === "error";
