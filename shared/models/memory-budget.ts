import type { Hardware } from "./hardware.ts";

/** The memory a model may use. */
export interface MemoryBudget {
  readonly ramBytes: number;
  /** 0 without a GPU or with unified memory. */
  readonly vramBytes: number;
}

/** Reserve for the system and other programs: the usage of an idle desktop with a browser. */
function reservedBytes(totalBytes: number): number {
  return Math.min(totalBytes / 2, Math.max(2e9, totalBytes * 0.15));
}

/** The fraction of VRAM available to a model, after the desktop and drivers. */
const vramInUse = 0.92;

/** The budget that leaves the computer responsive, independent of current usage. */
export function comfortableBudget({ memory, gpu }: Hardware): MemoryBudget {
  return {
    ramBytes: memory.totalBytes - reservedBytes(memory.totalBytes),
    vramBytes: gpu === null || gpu.isUnified ? 0 : gpu.memoryBytes * vramInUse,
  };
}

/** All memory. */
export function wholeBudget({ memory, gpu }: Hardware): MemoryBudget {
  return {
    ramBytes: memory.totalBytes,
    vramBytes: gpu === null || gpu.isUnified ? 0 : gpu.memoryBytes * vramInUse,
  };
}

/** The memory that is free now. */
export function freeBudget({ memory, gpu }: Hardware): MemoryBudget {
  return {
    ramBytes: memory.freeBytes,
    vramBytes: gpu === null || gpu.isUnified ? 0 : gpu.freeBytes,
  };
}
