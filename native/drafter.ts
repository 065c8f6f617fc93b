import type { Addon, Handle } from "./addon.ts";
import { loadCheckedAddon, type EngineHandles } from "./engine-handles.ts";
import { runJob, type JobOptions } from "./job.ts";
import type { KeptThreads } from "./kept-threads.ts";
import { RunningJobs } from "./running-jobs.ts";

export interface OpenDrafterOptions extends JobOptions {
  /** A file whose header matches the model: llama.cpp would abort the process with another one. */
  readonly path: string;
  readonly isOnGpu: boolean;
  /** Those of the context; null: its own. */
  readonly threads: KeptThreads | null;
}

export interface DraftOptions extends JobOptions {
  /** Index of the logits that the token was chosen from, of the context's last evaluation. */
  readonly logits: number;
  /** The last token, not evaluated yet. */
  readonly token: number;
  /** Its position. */
  readonly position: number;
  readonly most: number;
}

/**
 * A small model (MTP) that drafts from the cells and hidden states of a context. It keeps the context in memory
 * until it is closed, and must not overlap with other calls that use the context.
 */
export class NativeDrafter {
  readonly #addon: Addon;
  readonly #handle: Handle;
  readonly #release: () => void;
  readonly #jobs = new RunningJobs("drafter");
  #closing: Promise<void> | null = null;

  private constructor(addon: Addon, handle: Handle, release: () => void) {
    this.#addon = addon;
    this.#handle = handle;
    this.#release = release;
  }

  /**
   * @throws AddonError "not-built", "not-compatible", "drafter-unreadable", "does-not-fit", "disposed"; the
   * signal's reason
   */
  static async open(engine: EngineHandles, options: OpenDrafterOptions): Promise<NativeDrafter> {
    const addon = loadCheckedAddon(engine);
    const { path, isOnGpu, threads } = options;
    const release = engine.hold();
    try {
      const handle = await runJob(
        (control) => addon.openDrafter(path, engine.context, threads?.handle ?? null, { isOnGpu }, control),
        options,
      );
      return new NativeDrafter(addon, handle, release);
    } catch (error) {
      release();
      throw error;
    }
  }

  /**
   * @returns fewer tokens, even none, where it cannot go on or was stopped
   * @throws AddonError "disposed"
   */
  async draft({
    logits,
    token,
    position,
    most,
    signal,
    ...options
  }: DraftOptions): Promise<readonly number[]> {
    if (signal?.aborted) return [];
    const job = (control: Int32Array) =>
      this.#addon.draftTokens(this.#handle, { logits, token, position, most }, control);
    return this.#jobs.run(async () => {
      try {
        return Array.from(await runJob(job, { ...options, ...(signal && { signal }) }));
      } catch (error) {
        if (signal?.aborted) return [];
        throw error;
      }
    });
  }

  /** Waits for a running call, and frees the memory. Later calls are refused with "disposed". */
  close(): Promise<void> {
    this.#closing ??= this.#jobs.close().then(() => {
      this.#addon.closeDrafter(this.#handle);
      this.#release();
    });
    return this.#closing;
  }
}
