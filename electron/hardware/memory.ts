import { totalmem } from "node:os";
import { availableMemory, constrainedMemory } from "node:process";

/** The memory this process may use, limited by its container. */
export function usableMemory(): { readonly totalBytes: number; readonly freeBytes: number } {
  const machineBytes = totalmem();
  const limitBytes = constrainedMemory();
  const totalBytes = limitBytes > 0 && limitBytes < machineBytes ? limitBytes : machineBytes;
  return { totalBytes, freeBytes: Math.min(totalBytes, availableMemory()) };
}
