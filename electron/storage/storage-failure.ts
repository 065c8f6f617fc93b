import { AppError } from "../../shared/ipc/result.ts";

type StorageReason = "disk-full" | "read-only" | "damaged" | "busy" | "unreadable";

/** https://sqlite.org/rescode.html: the codes that speak of the disk and the file rather than of our statements. */
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
};

/** `storage-failed` {reason} for what SQLite says of disk and file; null for anything else, which is a mistake of ours. */
export function storageFailure(thrown: unknown): AppError | null {
  if (!(thrown instanceof Error) || !("errcode" in thrown) || typeof thrown.errcode !== "number") return null;
  // The low byte is the kind of failure, the rest its detail.
  const reason = reasons[thrown.errcode & 0xff];
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
