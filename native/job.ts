import type { Control } from "./addon.ts";
import { AddonError } from "./addon-error.ts";

export interface JobOptions {
  readonly signal?: AbortSignal;
  /** Called from time to time with the progress from 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** How a job's progress is read. */
export interface JobProgress {
  readonly control: Control;
  /** Final value of the second number in `control`; 0: unknown, no progress is reported. */
  readonly total: number;
  /** Polling interval. */
  readonly everyMs: number;
}

/**
 * Runs a job on another thread that polls `control`. When the signal is aborted, the job ends soon, and only
 * then does the promise reject, so that its resources can be released.
 *
 * @throws AddonError; the signal's reason
 */
export async function runJob<T>(
  start: (control: Control) => Promise<T>,
  { signal, onProgress }: JobOptions,
  progress: JobProgress = { control: new Int32Array(2), total: 1000, everyMs: 50 },
): Promise<T> {
  signal?.throwIfAborted();
  const { control } = progress;
  control.fill(0);
  const stop = () => (control[0] = 1);
  signal?.addEventListener("abort", stop, { once: true });
  const timer = onProgress && reportProgress(progress, onProgress);
  try {
    return await start(control);
  } catch (error) {
    signal?.throwIfAborted();
    throw AddonError.from(error);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
  }
}

/** Reports only changes, so that a stalled job is visible to the watchdog. */
function reportProgress({ control, total, everyMs }: JobProgress, report: (done: number) => void) {
  let reported = 0;
  return setInterval(() => {
    const done = control[1] ?? 0;
    if (done > reported && total > 0) {
      reported = done;
      report(Math.min(1, done / total));
    }
  }, everyMs);
}
