type Listener = (text: string) => void;

const listeners = new Set<Listener>();

/** Announces a message to screen readers without moving the focus; `Announcer` must be on the page. */
export function announce(text: string): void {
  for (const listener of listeners) listener(text);
}

export function onAnnouncement(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
