import { setTimeout } from "node:timers/promises";
import { getLlama, getLlamaGpuTypes, LlamaLogLevel, type Llama, type LlamaGpuType } from "node-llama-cpp";
import type { LibraryVariant, PassedOver } from "../../../../shared/inference/engine-library.ts";
import { usableCores } from "../../../hardware/cpu.ts";
import { useCustomKernels } from "./processor.ts";

/** The initialized llama.cpp library, and its error log. */
export interface LlamaLibrary {
  readonly llama: Llama;
  readonly threads: number;
  /** The better variants that this computer has drivers for. */
  readonly passedOver: readonly PassedOver[];
  /** Whether llama.cpp uses the kernels that were compiled on this computer. */
  readonly hasOwnKernels: boolean;
  /** Returns the errors that llama.cpp logged since the last call. */
  takeErrors(): Promise<readonly string[]>;
}

/** Messages that llama.cpp logs as errors when an evaluation is stopped; they are ignored. */
const stopMessagePattern = /(error|status:) 1$|failed to decode, ret = 2$|removing memory module entries/m;

/**
 * Loads the prebuilt library that suits this machine best. Never compiles or downloads anything.
 * @param skipped variants that must not be loaded
 * @param onOpening called before a variant is loaded, which may end the process
 */
export async function openLlamaLibrary(
  skipped: readonly LibraryVariant[] = [],
  onOpening: (variant: LibraryVariant) => void = () => undefined,
): Promise<LlamaLibrary> {
  const threads = usableCores();
  let errors: string[] = [];
  const passedOver: PassedOver[] = [];
  const open = async (gpu: LlamaGpuType): Promise<Llama> => {
    onOpening(gpu || "cpu");
    return getLlama({
      gpu,
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
  };
  const llama = await openBest(open, skipped, passedOver);
  return {
    llama,
    passedOver,
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

/** Tries the variants that this computer has drivers for, best first; the processor's is the last one. */
async function openBest(
  open: (gpu: LlamaGpuType) => Promise<Llama>,
  skipped: readonly LibraryVariant[],
  passedOver: PassedOver[],
): Promise<Llama> {
  for (const gpu of await getLlamaGpuTypes("supported")) {
    if (gpu === false) continue;
    if (skipped.includes(gpu)) {
      passedOver.push({ variant: gpu, reason: "crashed" });
      continue;
    }
    try {
      return await open(gpu);
    } catch {
      // llama.cpp's own message is in the log.
      passedOver.push({ variant: gpu, reason: "unusable" });
    }
  }
  return open(false);
}
