import { statfs } from "node:fs/promises";
import { AppError } from "../../../shared/ipc/result.ts";

/** The free bytes available to the current user on the disk of this folder. */
async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** @throws AppError `download-no-space` when these bytes do not fit beside the reserve */
export async function checkSpace(
  folder: string,
  needed: { readonly bytes: number; readonly reserveBytes: number },
): Promise<void> {
  const free = await freeBytes(folder);
  if (free >= needed.bytes + needed.reserveBytes) return;
  throw noSpace({ neededBytes: needed.bytes, freeBytes: free, reserveBytes: needed.reserveBytes });
}

export function noSpace(data: {
  readonly neededBytes: number;
  readonly freeBytes: number;
  readonly reserveBytes: number;
}): AppError {
  return new AppError("download-no-space", "There is too little free space on the disk", data);
}

export function isFullDisk(thrown: unknown): boolean {
  const { code } = thrown as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}
