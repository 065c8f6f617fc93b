/// <reference lib="webworker" />
import { toDecodeFailure } from "./decode-failure.ts";
import { partsAtOnce, type JobAnswer, type JobRequest } from "./jobs.ts";

export interface Done<Output> {
  readonly output: Output;
  readonly transfer?: readonly Transferable[];
}

export interface JobReport<Part> {
  /** From 0 to 1. */
  progress(progress: number): void;
  /** Resolves when there is room for another one. */
  part(part: Part): Promise<void>;
}

/** In a worker: does what the page asks for and answers. */
export function serveJobs<Output, Part = never>(
  // Each worker names what it takes; the page's lane is of the same type.
  work: (input: never, report: JobReport<Part>) => Promise<Done<Output>>,
): void {
  const answer = (message: JobAnswer<Output, Part>, transfer: readonly Transferable[] = []) =>
    self.postMessage(message, [...transfer]);
  let underway = 0;
  let goOn: (() => void) | null = null;
  const report: JobReport<Part> = {
    progress: (progress) => answer({ type: "progress", progress }),
    async part(part) {
      answer({ type: "part", part });
      underway += 1;
      if (underway >= partsAtOnce) await new Promise<void>((done) => (goOn = done));
    },
  };
  self.addEventListener("message", ({ data }: MessageEvent<JobRequest<never>>) => {
    if (data.type === "taken") {
      underway -= 1;
      goOn?.();
      return;
    }
    // Of an earlier job nothing is told any more.
    underway = 0;
    work(data.input, report).then(
      ({ output, transfer }) => answer({ type: "done", output }, transfer),
      (thrown: unknown) => answer({ type: "failed", failure: toDecodeFailure(thrown) }),
    );
  });
}
