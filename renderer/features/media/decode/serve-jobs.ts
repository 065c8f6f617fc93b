/// <reference lib="webworker" />
import { toDecodeFailure } from "./decode-failure.ts";
import type { JobAnswer, JobRequest } from "./jobs.ts";

export interface Done<Output> {
  readonly output: Output;
  readonly transfer?: readonly Transferable[];
}

export interface JobReport<Part> {
  /** From 0 to 1. */
  progress(progress: number): void;
  part(part: Part): void;
}

/** In a worker: does what the page asks for and answers. */
export function serveJobs<Output, Part = never>(
  // Each worker names what it takes; the page's lane is of the same type.
  work: (input: never, report: JobReport<Part>) => Promise<Done<Output>>,
): void {
  const answer = (message: JobAnswer<Output, Part>, transfer: readonly Transferable[] = []) =>
    self.postMessage(message, [...transfer]);
  const report: JobReport<Part> = {
    progress: (progress) => answer({ type: "progress", progress }),
    part: (part) => answer({ type: "part", part }),
  };
  self.addEventListener("message", (event: MessageEvent<JobRequest<never>>) => {
    work(event.data.input, report).then(
      ({ output, transfer }) => answer({ type: "done", output }, transfer),
      (thrown: unknown) => answer({ type: "failed", failure: toDecodeFailure(thrown) }),
    );
  });
}
