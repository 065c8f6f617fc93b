/**
 * Disk space for what the engine keeps, where the user chose none: room for some long chats of the model, whose
 * contexts grow with its size, but never more than a tenth of the free space.
 * @param availableBytes free space of the disk, with what is kept already
 */
export function automaticContextBudget(availableBytes: number, modelBytes: number): number {
  return Math.floor(Math.min(availableBytes / 10, Math.max(4 * 1024 ** 3, modelBytes * 1.5)));
}

const gigabyte = 1000 ** 3;

/** What the user can choose instead, in bytes. */
export const contextBudgets: readonly number[] = [1, 2, 5, 10, 20, 50, 100].map((count) => count * gigabyte);
