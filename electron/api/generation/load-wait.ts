import type { InferenceEvent } from "../../inference/inference-request.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";

/**
 * Bounds how long a request waits for its model to load, counted from the first sign of the load. The load goes
 * on, so that the request succeeds when it comes again.
 */
export class LoadWait {
  readonly #late = new AbortController();
  readonly #call: ApiCall;
  #timer: NodeJS.Timeout | undefined;

  constructor(call: ApiCall) {
    this.#call = call;
  }

  /** Aborted when the wait is over. */
  get signal(): AbortSignal {
    return this.#late.signal;
  }

  /** Also shows in the list of requests what this one waits for. */
  see(event: InferenceEvent): void {
    const { context, id } = this.#call;
    if (event.type === "loading") {
      context.activity.change(id, { state: { type: "loading", progress: event.progress } });
      this.#timer ??= setTimeout(() => this.#late.abort(), context.limits.loadWaitMs);
    } else if (event.type === "queued") {
      context.activity.change(id, { state: { type: "waiting" } });
    } else if (event.type === "model-ready") {
      this.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** What the client is told: 503 with Retry-After. */
  failure(modelName: string): ApiError {
    const message = `The model ${JSON.stringify(modelName)} is still loading. Try again.`;
    return new ApiError("unavailable_error", message, { retryAfterS: 5 });
  }
}
