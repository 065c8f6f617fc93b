import type { DecodeFailure } from "../../../../shared/media/decode-failure.ts";

/** Messages from the page to a decoding worker. A worker runs one job at a time. */
export type JobRequest<Input> =
  | { readonly type: "job"; readonly input: Input }
  /** Acknowledges a part, so that the worker may send another one; see `partsAtOnce`. */
  | { readonly type: "taken" };

/**
 * How many unacknowledged parts a worker may have sent; decoding is faster than storing, so the worker waits.
 */
export const maxPendingParts = 8;

/** Messages from a decoding worker to the page. */
export type JobAnswer<Output, Part> =
  /** Part of a result that is too large to hold in memory as a whole. */
  | { readonly type: "part"; readonly part: Part }
  | { readonly type: "progress"; readonly progress: number }
  | { readonly type: "done"; readonly output: Output }
  | { readonly type: "failed"; readonly failure: DecodeFailure };
