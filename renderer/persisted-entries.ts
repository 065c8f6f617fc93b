export interface PersistedEntries<Value> {
  /** The stored entries; invalid ones are left out. */
  readonly read: () => Readonly<Record<string, Value>>;
  /** Schedules a write, which also happens when the page is hidden or closed. */
  readonly changed: (key: string) => void;
  /** Writes at once. */
  readonly write: () => void;
}

export interface PersistedEntriesOptions<Value> {
  readonly storageKey: string;
  /**
   * In characters, of which browsers grant about five million per origin; the most recent entries take
   * precedence.
   */
  readonly maxCharacters: number;
  readonly isValue: (stored: unknown) => stored is Value;
  /** The current entries, the last changed one at the end. */
  readonly current: () => Readonly<Record<string, Value>>;
}

const writeAfterMs = 300;

/**
 * Keeps entries by key in `localStorage`, so that they survive a reload. Other windows may write to the same
 * storage key.
 */
export function persistedEntries<Value>(options: PersistedEntriesOptions<Value>): PersistedEntries<Value> {
  const { storageKey, maxCharacters, isValue, current } = options;
  /**
   * Changed since the last write. All other entries are taken from storage, since another window may have
   * written them.
   */
  const changedKeys = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | null = null;

  const read = (): Readonly<Record<string, Value>> => {
    try {
      const stored: unknown = JSON.parse(localStorage.getItem(storageKey) ?? "{}");
      if (typeof stored !== "object" || stored === null) return {};
      return Object.fromEntries(
        Object.entries(stored).filter((entry): entry is [string, Value] => isValue(entry[1])),
      );
    } catch {
      return {};
    }
  };

  const write = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (changedKeys.size === 0) return;
    const others = Object.entries(read()).filter(([key]) => !changedKeys.has(key));
    const own = Object.entries(current()).filter(([key]) => changedKeys.has(key));
    changedKeys.clear();
    try {
      localStorage.setItem(
        storageKey,
        JSON.stringify(mostRecentThatFit(Object.fromEntries([...others, ...own]), maxCharacters)),
      );
    } catch {
      // Storage is full or forbidden: the entries last as long as the page.
    }
  };

  // The unit tests run without a page.
  if ("addEventListener" in globalThis) addEventListener("pagehide", write);

  return {
    read,
    changed(key) {
      changedKeys.add(key);
      timer ??= setTimeout(write, writeAfterMs);
    },
    write,
  };
}

/** The entries that fit into `maxCharacters` characters, the most recent first. */
export function mostRecentThatFit<Value>(
  entries: Readonly<Record<string, Value>>,
  longest: number,
): Readonly<Record<string, Value>> {
  let room = longest;
  const kept = Object.entries(entries)
    .reverse()
    .filter(([key, value]) => {
      const size = key.length + JSON.stringify(value).length;
      if (size > room) return false;
      room -= size;
      return true;
    });
  return Object.fromEntries(kept.reverse());
}
