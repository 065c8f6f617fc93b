/** What a link asked for, until its page fills it into a field for the user to confirm. */
interface AskedFor {
  /** A repository of the hub. */
  readonly repo?: string;
  readonly serverUrl?: string;
}

let asked: AskedFor = {};
const listeners = new Set<() => void>();

export function askFor(wanted: AskedFor): void {
  asked = wanted;
  for (const listener of listeners) listener();
}

/** Returns what was asked for, once. */
export function takeAskedFor<Key extends keyof AskedFor>(key: Key): NonNullable<AskedFor[Key]> | null {
  const { [key]: wanted, ...others } = asked;
  asked = others;
  return wanted ?? null;
}

/** Calls the listener when something is asked for while its page is shown already. */
export function onAskedFor(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
