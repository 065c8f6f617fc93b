import type { InferenceRequest } from "../../../electron/inference/inference-request.ts";
import type { InferenceService } from "../../../electron/inference/inference-service.ts";

/** Background requests of which the first one is being generated. */
export interface BackgroundLoad {
  /** When the first request was interrupted, by `performance.now()`; null: it was not. */
  readonly pausedAtMs: () => number | null;
  /** Stops all of them and waits for their ends. */
  stop(): Promise<void>;
}

/** Resolves when the first request generates. @throws when it ends instead */
export async function startBackgroundLoad(
  inference: InferenceService,
  requests: readonly InferenceRequest[],
): Promise<BackgroundLoad> {
  const abort = new AbortController();
  const [first, ...others] = requests.map((request) => inference.generate(request, abort.signal));
  if (first === undefined) throw new Error("There is no request");
  let pausedAtMs: number | null = null;
  const { promise: hasBegun, resolve, reject } = Promise.withResolvers<undefined>();
  const watch = async () => {
    for await (const { type } of first.events) {
      if (type === "part-delta") resolve(undefined);
      if (type === "paused") pausedAtMs ??= performance.now();
    }
    reject(new Error("The background request ended before it generated text"));
  };
  void watch();
  await hasBegun;
  return {
    pausedAtMs: () => pausedAtMs,
    async stop() {
      abort.abort();
      await Promise.all([first, ...others].map(({ result }) => result));
    },
  };
}
