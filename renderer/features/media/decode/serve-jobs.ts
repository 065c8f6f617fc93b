/// <reference lib="webworker" />
import { toDecodeFailure } from "../../../../shared/media/decode-failure.ts";
import { maxPendingParts, type JobAnswer, type JobRequest } from "./jobs.ts";

export interface Done<Output> {
  readonly output: Output;
  readonly transfer?: readonly Transferable[];
}

export interface JobReport<Part> {
  /** From 0 to 1. */
  progress(progress: number): void;
  /** Resolves when another part may be sent. */
  part(part: Part): Promise<void>;
}

/** Runs the page's jobs in a worker and posts their results. */
export function serveJobs<Output, Part = never>(
  // `never` lets each worker declare its own input type, which matches the type of the page's worker queue.
  work: (input: never, report: JobReport<Part>) => Promise<Done<Output>>,
): void {
  const answer = (message: JobAnswer<Output, Part>, transfer: readonly Transferable[] = []) =>
    self.postMessage(message, [...transfer]);
  let pendingParts = 0;
  let resume: (() => void) | null = null;
  const report: JobReport<Part> = {
    progress: (progress) => answer({ type: "progress", progress }),
    async part(part) {
      answer({ type: "part", part });
      pendingParts += 1;
      if (pendingParts >= maxPendingParts) await new Promise<void>((done) => (resume = done));
    },
  };
  self.addEventListener("message", ({ data }: MessageEvent<JobRequest<never>>) => {
    if (data.type === "taken") {
      pendingParts -= 1;
      resume?.();
      return;
    }
    // Parts of an earlier job are no longer acknowledged.
    pendingParts = 0;
    work(data.input, report).then(
      ({ output, transfer }) => answer({ type: "done", output }, transfer),
      (thrown: unknown) => answer({ type: "failed", failure: toDecodeFailure(thrown) }),
    );
  });
}
