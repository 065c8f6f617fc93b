import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { EvaluationWatch } from "../../../../native/evaluation-watch.ts";
import { KeptThreads } from "../../../../native/kept-threads.ts";
import { useKernels } from "../../../../native/kernels.ts";
import { checkedVersion, engineHandles } from "./llama-internals.ts";

/* CPU optimizations of the native addon. Without the addon, evaluation has node-llama-cpp's speed. */

/** Must be called before a model is loaded. @returns whether there are any for this processor */
export function useCustomKernels(llama: Llama): boolean {
  const library = { gpu: llama.gpu, version: checkedVersion };
  return tryOptimization("custom kernels", () => useKernels(library)) !== null;
}

/** The addon's resources for one context. */
export interface ProcessorUse {
  /** Null: evaluations cannot be stopped. */
  readonly watch: EvaluationWatch | null;
  /** Null: llama.cpp starts threads for each evaluation. */
  readonly threads: KeptThreads | null;
  /** Must be called once, after the context is disposed of. */
  release(): void;
}

export function processorFor(model: LlamaModel, context: LlamaContext): ProcessorUse {
  const handles = engineHandles(model, context);
  const count = context.idealThreads;
  const threads =
    count < 2 ? null : tryOptimization("persistent threads", () => new KeptThreads(handles, count));
  // A GPU backend takes part in evaluations even when no layer is on the GPU.
  const isAlone = model.llama.gpu === false;
  const watch = isAlone ? tryOptimization("evaluation watch", () => new EvaluationWatch(handles)) : null;
  return {
    watch,
    threads,
    release() {
      threads?.release();
      watch?.release();
    },
  };
}

function tryOptimization<T>(what: string, use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    process.stderr.write(
      `Running without ${what}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return null;
  }
}
