import type { Addon, Control, Handle } from "./addon.ts";
import { AddonError } from "./addon-error.ts";
import { loadCheckedAddon, type EngineHandles } from "./engine-handles.ts";
import { runJob, type JobOptions } from "./job.ts";

/**
 * Watches the evaluations of one context on the CPU, between operations: reports progress and can stop them.
 * Without it, an evaluation can only be awaited. GPU backends do not call back.
 */
export class EvaluationWatch {
  readonly #addon: Addon;
  readonly #handle: Handle;
  readonly #control: Control = new Int32Array(2);
  /** Number of operations of the last evaluation. It does not depend on the number of tokens. */
  #operations = 0;

  /** @throws AddonError "not-built", "not-compatible" */
  constructor(engine: EngineHandles) {
    this.#addon = loadCheckedAddon(engine);
    this.#handle = AddonError.rethrown(() => this.#addon.watchEvaluations(engine.context, this.#control));
  }

  /**
   * Runs one evaluation. When the signal is aborted, the evaluation ends within one operation, and only then
   * does the promise reject; llama.cpp has then removed the evaluation's tokens from the context. Progress is
   * reported from the second evaluation on.
   *
   * @throws AddonError "failed"; the signal's reason
   */
  async run<T>(evaluate: () => Promise<T>, options: JobOptions): Promise<T> {
    const progress = { control: this.#control, total: this.#operations, everyMs };
    const result = await runJob(evaluate, options, progress);
    this.#operations = this.#control[1] ?? 0;
    return result;
  }

  /**
   * Call once, after the context was disposed of.
   *
   * @throws AddonError "in-use", "disposed"
   */
  release(): void {
    AddonError.rethrown(() => this.#addon.releaseWatch(this.#handle));
  }
}

/** Infrequent, because handling progress takes time from the cores that compute. */
const everyMs = 250;
