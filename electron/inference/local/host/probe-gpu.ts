import type { Llama } from "node-llama-cpp";
import type { Gpu } from "../../../../shared/models/hardware.ts";

/** The GPUs llama.cpp can use, combined; null when there are none. */
export async function probeGpu(llama: Llama): Promise<Gpu | null> {
  if (llama.gpu === false) {
    return null;
  }
  const { total, free, unifiedSize } = await llama.getVramState();
  return {
    names: await llama.getGpuDeviceNames(),
    api: llama.gpu,
    memoryBytes: total,
    freeBytes: free,
    isUnified: unifiedSize > 0,
  };
}
