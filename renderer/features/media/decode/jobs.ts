import type { DecodeFailure } from "./decode-failure.ts";

/** What the page and a decoding worker say to each other. One job at a time. */
export type JobRequest<Input> =
  | { readonly type: "job"; readonly input: Input }
  /** A part is done with; see `partsAtOnce`. */
  | { readonly type: "taken" };

/** So many parts may be on their way to the disk; a decoder is faster than that, and waits. */
export const partsAtOnce = 8;

export type JobAnswer<Output, Part> =
  /** Of a result that is too large to be held until all of it is there. */
  | { readonly type: "part"; readonly part: Part }
  | { readonly type: "progress"; readonly progress: number }
  | { readonly type: "done"; readonly output: Output }
  | { readonly type: "failed"; readonly failure: DecodeFailure };
