import { setTimeout } from "node:timers/promises";
import { getLlama, LlamaLogLevel, type Llama } from "node-llama-cpp";
import { usableCores } from "../../../hardware/cpu.ts";
import { useCustomKernels } from "./processor.ts";

/** The initialized llama.cpp library, and its error log. */
export interface LlamaLibrary {
  readonly llama: Llama;
  readonly threads: number;
  /** Whether llama.cpp uses the kernels that were compiled on this computer. */
  readonly hasOwnKernels: boolean;
  /** Returns the errors that llama.cpp logged since the last call. */
  takeErrors(): Promise<readonly string[]>;
}

/** Messages that llama.cpp logs as errors when an evaluation is stopped; they are ignored. */
const stopMessagePattern = /(error|status:) 1$|failed to decode, ret = 2$|removing memory module entries/m;

/** Loads the prebuilt library that suits this machine best. Never compiles or downloads anything. */
export async function openLlamaLibrary(): Promise<LlamaLibrary> {
  const threads = usableCores();
  let errors: string[] = [];
  const llama = await getLlama({
    gpu: "auto",
    build: "never",
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.warn,
    logger: (level, message) => {
      if (stopMessagePattern.test(message)) return;
      process.stderr.write(`${level}: ${message.trimEnd()}\n`);
      if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal) {
        errors.push(message.trim());
      }
    },
  });
  return {
    llama,
    threads,
    hasOwnKernels: useCustomKernels(llama),
    async takeErrors() {
      // Log lines arrive from other threads, some turns of the event loop later.
      await setTimeout(20);
      const taken = [...new Set(errors)];
      errors = [];
      return taken;
    },
  };
}
