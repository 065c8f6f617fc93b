import { totalmem } from "node:os";
import { availableMemory, constrainedMemory } from "node:process";

/** What this process may use: of its container, where it has a limit there. */
export function usableMemory(): { readonly totalBytes: number; readonly freeBytes: number } {
  const machineBytes = totalmem();
  const limitBytes = constrainedMemory();
  const totalBytes = limitBytes > 0 && limitBytes < machineBytes ? limitBytes : machineBytes;
  return { totalBytes, freeBytes: Math.min(totalBytes, availableMemory()) };
}
