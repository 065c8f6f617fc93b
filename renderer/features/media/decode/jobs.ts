import type { DecodeFailure } from "./decode-failure.ts";

/** What the page and a decoding worker say to each other. One job at a time. */
export interface JobRequest<Input> {
  readonly input: Input;
}

export type JobAnswer<Output, Part> =
  /** Of a result that is too large to be held until all of it is there. */
  | { readonly type: "part"; readonly part: Part }
  | { readonly type: "progress"; readonly progress: number }
  | { readonly type: "done"; readonly output: Output }
  | { readonly type: "failed"; readonly failure: DecodeFailure };
