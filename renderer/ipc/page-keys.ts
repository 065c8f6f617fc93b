import type { PageKeys } from "../../shared/ipc/sign-in.ts";

const storageKey = "facet.keys";

/**
 * The keys that this origin received when it signed in; null before that, and in the desktop window. They are
 * read each time, because another tab may have signed in again.
 */
export function readPageKeys(): PageKeys | null {
  try {
    const keys = JSON.parse(localStorage.getItem(storageKey) ?? "null") as Partial<PageKeys> | null;
    const { deviceId, pageKey, mediaKey } = keys ?? {};
    const areKeys = [deviceId, pageKey, mediaKey].every((each) => typeof each === "string");
    return areKeys ? (keys as PageKeys) : null;
  } catch {
    return null;
  }
}

/** @returns whether this browser stores them */
export function storePageKeys({ deviceId, pageKey, mediaKey }: PageKeys): boolean {
  try {
    localStorage.setItem(storageKey, JSON.stringify({ deviceId, pageKey, mediaKey } satisfies PageKeys));
    return true;
  } catch {
    return false;
  }
}
