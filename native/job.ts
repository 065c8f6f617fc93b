import type { Control } from "./addon.ts";
import { MediaError } from "./media-error.ts";

export interface JobOptions {
  readonly signal?: AbortSignal;
  /** From 0 to 1, now and then. */
  readonly onProgress?: (done: number) => void;
}

const lookEveryMs = 50;

/**
 * Runs one job of the addon's on its thread. When the signal is aborted it ends soon, and only then does this reject: what it
 * used may be let go of.
 * @throws MediaError; the reason of the signal
 */
export async function runJob<T>(
  start: (control: Control) => Promise<T>,
  { signal, onProgress }: JobOptions,
): Promise<T> {
  signal?.throwIfAborted();
  const control: Control = new Int32Array(2);
  const stop = () => (control[0] = 1);
  signal?.addEventListener("abort", stop, { once: true });
  const timer = onProgress && setInterval(() => onProgress((control[1] ?? 0) / 1000), lookEveryMs);
  try {
    return await start(control);
  } catch (error) {
    signal?.throwIfAborted();
    throw MediaError.from(error);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", stop);
  }
}
