import type { Hardware } from "./hardware.ts";

/** How much a model may take. */
export interface MemoryBudget {
  readonly ramBytes: number;
  /** 0 where there is no GPU, or its memory is the computer's own. */
  readonly vramBytes: number;
}

/** What the system and other programs need to stay quick: what an idle desktop with a browser takes. */
function reservedBytes(totalBytes: number): number {
  return Math.min(totalBytes / 2, Math.max(2e9, totalBytes * 0.15));
}

/** What a desktop draws with, and what drivers take. */
const vramInUse = 0.92;

/** What a model may take here and leave the computer comfortable, whatever runs at the moment. */
export function comfortableBudget({ memory, gpu }: Hardware): MemoryBudget {
  return {
    ramBytes: memory.totalBytes - reservedBytes(memory.totalBytes),
    vramBytes: gpu === null || gpu.isUnified ? 0 : gpu.memoryBytes * vramInUse,
  };
}

/** All there is. */
export function wholeBudget({ memory, gpu }: Hardware): MemoryBudget {
  return {
    ramBytes: memory.totalBytes,
    vramBytes: gpu === null || gpu.isUnified ? 0 : gpu.memoryBytes * vramInUse,
  };
}

/** What is free at this moment. */
export function freeBudget({ memory, gpu }: Hardware): MemoryBudget {
  return {
    ramBytes: memory.freeBytes,
    vramBytes: gpu === null || gpu.isUnified ? 0 : gpu.freeBytes,
  };
}
