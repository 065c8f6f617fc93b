import { DecodeError } from "../../../../shared/media/decode-failure.ts";
import { createSerialQueue } from "./serial-queue.ts";
import type { JobAnswer, JobRequest } from "./jobs.ts";

export interface JobOptions<Part> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: number) => void) | undefined;
  /**
   * Receives each part. The worker pauses while too many of the returned promises are pending. A rejection is
   * treated like a success here; the caller has to handle it.
   */
  readonly onPart?: ((part: Part) => Promise<unknown>) | undefined;
  readonly transfer?: readonly Transferable[];
}

export interface WorkerQueue<Input, Output, Part = never> {
  /** @throws DecodeError, or the signal's reason */
  run(input: Input, options?: JobOptions<Part>): Promise<Output>;
}

/** An idle worker is terminated after this time to free its memory. */
const idleMs = 20_000;
/** A decoder that sends nothing for this long is assumed to hang, for example on a malicious file. */
const stallTimeoutMs = 60_000;

/**
 * Runs jobs on one worker, one after another, so that at most one large image is decoded at any time.
 * Cancelling the running job terminates the worker, because decoders cannot be stopped otherwise.
 */
export function createWorkerQueue<Input, Output, Part = never>(
  start: () => Worker,
): WorkerQueue<Input, Output, Part> {
  let worker: Worker | null = null;
  const queue = createSerialQueue();
  let idle: ReturnType<typeof setTimeout> | undefined;

  const end = () => {
    worker?.terminate();
    worker = null;
  };

  const runNow = (
    input: Input,
    { signal, onProgress, onPart, transfer = [] }: JobOptions<Part>,
  ): Promise<Output> =>
    new Promise((done, failed) => {
      if (signal?.aborted) {
        failed(signal.reason as Error);
        return;
      }
      clearTimeout(idle);
      worker ??= start();
      const target = worker;
      const settled = new AbortController();
      const settle = (isWorkerUsable: boolean) => {
        settled.abort();
        clearTimeout(watchdog);
        if (!isWorkerUsable) end();
        else idle = setTimeout(end, idleMs);
      };
      const giveUp = (reason: Error) => {
        settle(false);
        failed(reason);
      };
      const post = (message: JobRequest<Input>, transferred: readonly Transferable[] = []) =>
        target.postMessage(message, [...transferred]);
      const acknowledge = () => {
        if (settled.signal.aborted) return;
        clearTimeout(watchdog);
        watchdog = startWatchdog();
        post({ type: "taken" });
      };
      const startWatchdog = () =>
        setTimeout(
          () => giveUp(new DecodeError("decoder-failed", "The decoder did not respond")),
          stallTimeoutMs,
        );
      let watchdog = startWatchdog();
      target.addEventListener(
        "message",
        ({ data }: MessageEvent<JobAnswer<Output, Part>>) => {
          switch (data.type) {
            case "progress":
              clearTimeout(watchdog);
              watchdog = startWatchdog();
              onProgress?.(data.progress);
              break;
            case "part":
              clearTimeout(watchdog);
              watchdog = startWatchdog();
              void Promise.resolve(onPart?.(data.part)).then(acknowledge, acknowledge);
              break;
            case "done":
              settle(true);
              done(data.output);
              break;
            case "failed":
              settle(true);
              failed(new DecodeError(data.failure.trouble, data.failure.message, data.failure.data));
          }
        },
        settled,
      );
      target.addEventListener(
        "error",
        ({ message }) => giveUp(new DecodeError("decoder-failed", message)),
        settled,
      );
      signal?.addEventListener("abort", () => giveUp(signal.reason as Error), settled);
      post({ type: "job", input }, transfer);
    });

  return {
    run(input, options = {}) {
      return queue.run(() => runNow(input, options));
    },
  };
}
