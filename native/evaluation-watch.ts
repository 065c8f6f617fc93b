import type { Addon, Control, Handle } from "./addon.ts";
import { addonFor, type EngineHandles } from "./engine-handles.ts";
import { runJob, type JobOptions } from "./job.ts";

/**
 * Looks into what one context computes on the CPU, between one operation and the next: how far an evaluation is, and whether it
 * is wanted any more. Without it an evaluation can only be waited for. A GPU computes without asking.
 */
export class EvaluationWatch {
  readonly #addon: Addon;
  readonly #handle: Handle;
  readonly #control: Control = new Int32Array(2);
  /** Of the last evaluation. They are as many for one token as for many. */
  #operations = 0;

  /** @throws AddonError "not-built", "not-compatible" */
  constructor(engine: EngineHandles) {
    this.#addon = addonFor(engine);
    this.#handle = this.#addon.watchEvaluations(engine.context, this.#control);
  }

  /**
   * Runs one evaluation of tokens. When the signal is aborted it ends within an operation, and only then does this reject:
   * llama.cpp has taken back what it had put into the context. How far it is can be told once another has been run.
   * @throws AddonError "failed"; the reason of the signal
   */
  async run<T>(evaluate: () => Promise<T>, options: JobOptions): Promise<T> {
    const progress = { control: this.#control, total: this.#operations, everyMs };
    const result = await runJob(evaluate, options, progress);
    this.#operations = this.#control[1] ?? 0;
    return result;
  }

  /** Once, and after the context is gone. */
  release(): void {
    this.#addon.releaseWatch(this.#handle);
  }
}

/** Whoever is told needs the cores that compute. */
const everyMs = 250;
