import type { Control } from "./addon.ts";
import { AddonError } from "./addon-error.ts";

export interface JobOptions {
  readonly signal?: AbortSignal;
  /** From 0 to 1, now and then. */
  readonly onProgress?: (done: number) => void;
}

/** What JavaScript and a job share. */
export interface JobProgress {
  readonly control: Control;
  /** Where the second number of `control` ends; 0: nobody knows. */
  readonly total: number;
  /** How often it is looked at. */
  readonly everyMs: number;
}

/**
 * Runs work that looks at `control` on a thread of its own. When the signal is aborted it ends soon, and only then does this
 * reject: what it used may be let go of.
 * @throws AddonError; the reason of the signal
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
  const timer = onProgress && tellProgress(progress, onProgress);
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

/** Only what is new: a job that has come to a standstill must be seen to. */
function tellProgress({ control, total, everyMs }: JobProgress, tell: (done: number) => void) {
  let told = 0;
  return setInterval(() => {
    const done = control[1] ?? 0;
    if (done > told && total > 0) {
      told = done;
      tell(Math.min(1, done / total));
    }
  }, everyMs);
}
