import { AppError } from "../../shared/ipc/result.ts";

type Trouble = "disk-full" | "read-only";

/** The names that SQLite's and the system's failures go by. */
const troubles: Readonly<Record<string, Trouble>> = {
  "disk-full": "disk-full",
  ENOSPC: "disk-full",
  EDQUOT: "disk-full",
  "read-only": "read-only",
  EROFS: "read-only",
  EACCES: "read-only",
  EPERM: "read-only",
};

const sentences: Readonly<Record<Trouble, (folder: string) => string>> = {
  "disk-full": (folder) =>
    `The disk is full, and Facet needs some room in its data folder ${folder}. Your chats are safe. Make some room, and start it again.`,
  "read-only": (folder) =>
    `Facet may not write to its data folder ${folder}. Your chats are safe. Change the folder's permissions or set FACET_HOME to another one, and start it again.`,
};

/**
 * What keeps the app from starting, as a sentence for whoever starts it where it is the folder's fault:
 * `storage-failed` {path, reason: "disk-full" | "read-only"}. Anything else stays what it is.
 */
export function homeFailure(folder: string, thrown: unknown): unknown {
  const trouble = troubleOf(thrown);
  if (trouble === null) return thrown;
  return new AppError("storage-failed", sentences[trouble](folder), { path: folder, reason: trouble });
}

/** What is wrong with the disk; null when it is something else. */
export function troubleOf(thrown: unknown): Trouble | null {
  return troubles[nameOf(thrown)] ?? null;
}

function nameOf(thrown: unknown): string {
  if (thrown instanceof AppError) return String(thrown.data["reason"] ?? "");
  return thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
}
