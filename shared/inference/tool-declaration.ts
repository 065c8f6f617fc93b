import type { JsonSchema } from "./generate-options.ts";

/** A tool as a model is told of it. */
export interface ToolDeclaration {
  /** 1 to 64 characters of `A-Za-z0-9_.-`; unique within a prompt. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of an object, as its author wrote it; chat formats normalize it. */
  readonly parameters: JsonSchema;
}
