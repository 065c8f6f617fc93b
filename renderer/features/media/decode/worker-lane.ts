import { DecodeError } from "./decode-failure.ts";
import { createTurns } from "./turns.ts";
import type { JobAnswer, JobRequest } from "./jobs.ts";

export interface JobOptions<Part> {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: number) => void) | undefined;
  /** The worker makes no more than a few before this is through with them; what goes wrong here is the caller's. */
  readonly onPart?: ((part: Part) => Promise<unknown>) | undefined;
  readonly transfer?: readonly Transferable[];
}

export interface WorkerLane<Input, Output, Part = never> {
  /** @throws DecodeError, or the signal's reason */
  run(input: Input, options?: JobOptions<Part>): Promise<Output>;
}

/** A worker with nothing to do is let go, and its memory with it. */
const idleMs = 20_000;
/** A decoder that says nothing for so long hangs in a file made to do so. */
const silentMs = 60_000;

/**
 * Jobs for one worker, one after the other, so that no more than one big picture is decoded at any time. A job that is
 * cancelled while it runs takes its worker with it: decoders know no other way to stop.
 */
export function createWorkerLane<Input, Output, Part = never>(
  start: () => Worker,
): WorkerLane<Input, Output, Part> {
  let worker: Worker | null = null;
  const turns = createTurns();
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
        clearTimeout(silence);
        if (!isWorkerUsable) end();
        else idle = setTimeout(end, idleMs);
      };
      const giveUp = (reason: Error) => {
        settle(false);
        failed(reason);
      };
      const tell = (message: JobRequest<Input>, transferred: readonly Transferable[] = []) =>
        target.postMessage(message, [...transferred]);
      const taken = () => {
        if (settled.signal.aborted) return;
        clearTimeout(silence);
        silence = listen();
        tell({ type: "taken" });
      };
      const listen = () => setTimeout(() => giveUp(new DecodeError("decoder-failed", "No answer")), silentMs);
      let silence = listen();
      target.addEventListener(
        "message",
        ({ data }: MessageEvent<JobAnswer<Output, Part>>) => {
          switch (data.type) {
            case "progress":
              clearTimeout(silence);
              silence = listen();
              onProgress?.(data.progress);
              break;
            case "part":
              clearTimeout(silence);
              silence = listen();
              void Promise.resolve(onPart?.(data.part)).then(taken, taken);
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
      tell({ type: "job", input }, transfer);
    });

  return {
    run(input, options = {}) {
      return turns.take(() => runNow(input, options));
    },
  };
}
