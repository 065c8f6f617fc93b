export interface KeptEntries<Value> {
  /** As they were last written; what is not of their form is left out. */
  readonly read: () => Readonly<Record<string, Value>>;
  /** It is written soon, or when the page goes away. */
  readonly changed: (key: string) => void;
  /** At once. */
  readonly write: () => void;
}

export interface KeptEntriesOptions<Value> {
  readonly storageKey: string;
  /** In characters, of which browsers keep about five million for a page; the most recent entries get them. */
  readonly longest: number;
  readonly isValue: (stored: unknown) => stored is Value;
  /** What there is now, the one that was changed last at the end. */
  readonly current: () => Readonly<Record<string, Value>>;
}

const writeAfterMs = 300;

/** Keeps things by their key over a reload of the page. Other windows may keep theirs in the same place. */
export function keptEntries<Value>(options: KeptEntriesOptions<Value>): KeptEntries<Value> {
  const { storageKey, longest, isValue, current } = options;
  /** Changed since the last write: another window may have written the others. */
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
        JSON.stringify(fitting(Object.fromEntries([...others, ...own]), longest)),
      );
    } catch {
      // Storage is full or forbidden: they live as long as the page.
    }
  };

  // There is no page in the tests of what keeps things.
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

/** Those for which there is room, the most recent before the others. */
export function fitting<Value>(
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
