import type { DecodeProblem } from "./decode-problem.ts";

export interface DecodeFailure {
  readonly trouble: DecodeProblem;
  readonly data: Readonly<Record<string, string | number>>;
  /** English, for developers. */
  readonly message: string;
}

export class DecodeError extends Error implements DecodeFailure {
  readonly trouble: DecodeProblem;
  readonly data: DecodeFailure["data"];

  constructor(trouble: DecodeProblem, message: string, data: DecodeFailure["data"] = {}) {
    super(message);
    this.name = "DecodeError";
    this.trouble = trouble;
    this.data = data;
  }
}

/** Any other error thrown by a decoder means that the file could not be read, and becomes `broken`. */
export function toDecodeFailure(thrown: unknown): DecodeFailure {
  if (thrown instanceof DecodeError) {
    return { trouble: thrown.trouble, data: thrown.data, message: thrown.message };
  }
  return { trouble: "broken", data: {}, message: thrown instanceof Error ? thrown.message : String(thrown) };
}
