import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { EvaluationWatch } from "../../../../native/evaluation-watch.ts";
import { KeptThreads } from "../../../../native/kept-threads.ts";
import { useKernels } from "../../../../native/kernels.ts";
import { checkedVersion, engineHandles } from "./llama-internals.ts";

/*
 * How this processor computes, where that can be made faster than node-llama-cpp has it. Without the addon it is as fast as
 * node-llama-cpp is.
 */

/** Before a model is loaded. */
export function computeWithOwnKernels(llama: Llama): void {
  tryFor("kernels of our own", () => useKernels({ gpu: llama.gpu, version: checkedVersion }));
}

/** What a context has of the processor for as long as it lives. */
export interface ProcessorUse {
  /** Null: its evaluations can not be stopped. */
  readonly watch: EvaluationWatch | null;
  /** Once, and after the context is gone. */
  release(): void;
}

export function processorFor(model: LlamaModel, context: LlamaContext): ProcessorUse {
  const handles = engineHandles(model, context);
  const count = context.idealThreads;
  const threads = count < 2 ? null : tryFor("threads that stay", () => new KeptThreads(handles, count));
  // A GPU takes part without asking, even where no layer lies on it.
  const isAlone = model.llama.gpu === false;
  const watch = isAlone ? tryFor("watch over evaluations", () => new EvaluationWatch(handles)) : null;
  return {
    watch,
    release() {
      threads?.release();
      watch?.release();
    },
  };
}

function tryFor<T>(what: string, use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    process.stderr.write(`No ${what}: ${error instanceof Error ? error.message : String(error)}\n`);
    return null;
  }
}
