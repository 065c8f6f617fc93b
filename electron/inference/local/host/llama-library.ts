import { setTimeout } from "node:timers/promises";
import { getLlama, LlamaLogLevel, type Llama } from "node-llama-cpp";
import { usableCores } from "../../../hardware/cpu.ts";
import { computeWithOwnKernels } from "./processor.ts";

/** llama.cpp as it is installed, and what it complains about. */
export interface LlamaLibrary {
  readonly llama: Llama;
  readonly threads: number;
  /** The errors llama.cpp logged since this was last asked. */
  takeErrors(): Promise<readonly string[]>;
}

/** To be stopped in the middle is an error to llama.cpp, of its own kind; to us it is none. */
const ofAStop = /(error|status:) 1$|failed to decode, ret = 2$|removing memory module entries/m;

/** Loads the prebuilt library that suits this machine best. Nothing is ever compiled or downloaded. */
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
      if (ofAStop.test(message)) return;
      process.stderr.write(`${level}: ${message.trimEnd()}\n`);
      if (level === LlamaLogLevel.error || level === LlamaLogLevel.fatal) {
        errors.push(message.trim());
      }
    },
  });
  computeWithOwnKernels(llama);
  return {
    llama,
    threads,
    async takeErrors() {
      // Log lines come from other threads, some turns of the event loop later.
      await setTimeout(20);
      const taken = [...new Set(errors)];
      errors = [];
      return taken;
    },
  };
}
