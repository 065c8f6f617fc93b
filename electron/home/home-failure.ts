import { AppError } from "../../shared/ipc/result.ts";

type DiskProblem = "disk-full" | "read-only";

/** Maps the error codes of SQLite and the system. */
const problems: Readonly<Record<string, DiskProblem>> = {
  "disk-full": "disk-full",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  "read-only": "read-only",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
};

const sentences: Readonly<Record<DiskProblem, (folder: string) => string>> = {
  "disk-full": (folder) =>
    `The disk is full, and Facet needs some space in its data folder ${folder}. Your chats are safe. Free up some disk space, then start it again.`,
  "read-only": (folder) =>
    `Facet does not have permission to write to its data folder ${folder}. Your chats are safe. Change the folder's permissions or set FACET_HOME to another one, then start it again.`,
};

/**
 * Converts an error caused by the data folder's disk to `storage-failed` {path, reason: "disk-full" |
 * "read-only"}, with a message for the user who starts the app. Any other error is returned unchanged.
 */
export function homeFailure(folder: string, thrown: unknown): unknown {
  const problem = diskProblemOf(thrown);
  if (problem === null) return thrown;
  return new AppError("storage-failed", sentences[problem](folder), { path: folder, reason: problem });
}

/** The problem with the disk; null when the error has another cause. */
export function diskProblemOf(thrown: unknown): DiskProblem | null {
  return problems[nameOf(thrown)] ?? null;
}

function nameOf(thrown: unknown): string {
  if (thrown instanceof AppError) return String(thrown.data["reason"] ?? "");
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
}
