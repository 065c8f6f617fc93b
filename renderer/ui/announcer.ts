type Listener = (text: string) => void;

const listeners = new Set<Listener>();

/** Has a screen reader say something without moving anything; `Announcer` must be on the page. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
