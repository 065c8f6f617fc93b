import { AppError } from "../../shared/ipc/result.ts";

type StorageReason = "disk-full" | "read-only" | "damaged" | "busy" | "unreadable";

/**
 * The result codes that concern the disk or the file rather than the statement; see
 * https://sqlite.org/rescode.html.
 */
const reasons: Readonly<Record<number, StorageReason>> = {
  5: "busy",
  6: "busy",
  8: "read-only",
  10: "unreadable",
  11: "damaged",
  13: "disk-full",
  14: "unreadable",
  23: "read-only",
  26: "damaged",
  // SQLITE_IOERR_SHMSIZE: there is no space for the index of the WAL.
  4874: "disk-full",
};

/**
 * Converts SQLite errors of the disk or file to `storage-failed` {reason}; null for any other error, which is
 * a bug.
 */
export function storageFailure(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || !("errcode" in thrown) || typeof thrown.errcode !== "number") return null;
  // The low byte is the primary code, the rest the extended one.
  const reason = reasons[thrown.errcode] ?? reasons[thrown.errcode & 0xff];
  return reason ? storageFailed(reason, thrown.message) : null;
}

export function storageFailed(reason: StorageReason, detail: string): AppError {
  return new AppError("storage-failed", `The database failed: ${detail}`, { reason });
}

export function damage(detail: string): AppError {
  return storageFailed("damaged", detail);
}

export function isDamage(thrown: unknown): boolean {
  return (
    thrown instanceof AppError && thrown.code === "storage-failed" && thrown.data["reason"] === "damaged"
  );
}
