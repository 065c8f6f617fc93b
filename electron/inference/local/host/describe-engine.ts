import { getLlamaGpuTypes } from "node-llama-cpp";
import { AddonError } from "../../../../native/addon-error.ts";
import { loadAddon, variantName } from "../../../../native/addon.ts";
import type { EngineFacts } from "../../../../shared/inference/engine-protocol.ts";
import { checkedVersion } from "./llama-internals.ts";
import type { LlamaLibrary } from "./llama-library.ts";

/** What this installation consists of; without paths, since the report goes into bug reports. */
export async function describeEngine({
  llama,
  hasOwnKernels,
  passedOver,
}: LlamaLibrary): Promise<EngineFacts> {
  const supported = await getLlamaGpuTypes("supported");
  return {
    libraryVersion: checkedVersion,
    variant: variantName(llama.gpu, process.platform, process.arch),
    supportedGpus: supported.filter((type) => type !== false),
    library: { variant: llama.gpu || "cpu", passedOver },
    addonProblem: addonProblem(llama.gpu),
    hasOwnKernels,
    residentBytes: process.memoryUsage.rss(),
  };
}

function addonProblem(gpu: LlamaLibrary["llama"]["gpu"]): string | null {
  try {
    loadAddon({ gpu, version: checkedVersion });
    return null;
  } catch (error) {
    return error instanceof AddonError ? error.code : "failed";
  }
}
