import { AppError } from "../../../shared/ipc/result.ts";
import { isFullDisk, noSpace } from "./free-space.ts";

/** Converts a file system error to an AppError; any other value is returned unchanged. */
export function diskFailure(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (thrown instanceof AppError || typeof code !== "string" || !/^E[A-Z]+$/.test(code)) return thrown;
  if (isFullDisk(thrown)) return noSpace({ neededBytes: 0, freeBytes: 0, reserveBytes: 0 });
  return new AppError("storage-failed", `Writing to the disk failed: ${code}`, { reason: code });
}
