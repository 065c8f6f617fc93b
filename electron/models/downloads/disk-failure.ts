import { AppError } from "../../../shared/ipc/result.ts";
import { isFullDisk, noSpace } from "./free-space.ts";

/** What a disk did not take, in words people have; anything else as it is. */
export function diskFailure(thrown: unknown): unknown {
  const { code } = thrown as NodeJS.ErrnoException;
  if (thrown instanceof AppError || typeof code !== "string" || !/^E[A-Z]+$/.test(code)) return thrown;
  if (isFullDisk(thrown)) return noSpace({ neededBytes: 0, freeBytes: 0, reserveBytes: 0 });
  return new AppError("storage-failed", `The disk did not take it: ${code}`, { reason: code });
}
