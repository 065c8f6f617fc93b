import type { Llama, LlamaContext, LlamaModel } from "node-llama-cpp";
import { KeptThreads } from "../../../native/kept-threads.ts";
import { useKernels } from "../../../native/kernels.ts";
import { checkedVersion, engineHandles } from "./llama-internals.ts";

/*
 * How this processor computes, where that can be made faster than node-llama-cpp has it. Without the addon it is as fast as
 * node-llama-cpp is.
 */

/** Before a model is loaded. */
export function computeWithOwnKernels(llama: Llama): void {
  tryFor("kernels", () => useKernels({ gpu: llama.gpu, version: checkedVersion }));
}

/** @returns what is to be released when the context is gone; null: nothing */
export function keepThreadsOf(model: LlamaModel, context: LlamaContext): KeptThreads | null {
  const count = context.idealThreads;
  return count < 2 ? null : tryFor("threads", () => new KeptThreads(engineHandles(model, context), count));
}

function tryFor<T>(what: string, use: () => T): T | null {
  try {
    return use();
  } catch (error) {
    process.stderr.write(
      `No ${what} of its own: ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return null;
  }
}
