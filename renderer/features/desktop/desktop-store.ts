import { create } from "zustand";
import type { OpenedItem } from "../../../shared/desktop/opened-item.ts";
import type { DesktopState } from "../../../shared/ipc/desktop-routes.ts";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import { request } from "../../ipc/client.ts";
import { isQuick } from "../../quick-mode.ts";

interface DesktopStore {
  /** null: this is a browser. */
  readonly desktop: DesktopState | null;
  /** What was opened with Facet and is not shown yet. */
  readonly opened: readonly OpenedItem[];
}

export const useDesktop = create<DesktopStore>(() => ({ desktop: null, opened: [] }));

const commandListeners = new Set<(id: string) => void>();

export function receiveSnapshot({ desktop }: AppSnapshot): void {
  useDesktop.setState({ desktop });
  if (desktop !== null) void takeOpened();
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "desktop.changed") useDesktop.setState({ desktop: message.data });
  if (message.event === "desktop.opened") void takeOpened();
  if (message.event === "desktop.command") {
    for (const listener of commandListeners) listener(message.data.id);
  }
}

/** Calls the listener with the commands that the user chooses in the menu. @returns a function that stops it */
export function onMenuCommand(listener: (id: string) => void): () => void {
  commandListeners.add(listener);
  return () => commandListeners.delete(listener);
}

/** Removes the items from the store; the caller shows them. */
export function nextOpened(): readonly OpenedItem[] {
  const { opened } = useDesktop.getState();
  if (opened.length > 0) useDesktop.setState({ opened: [] });
  return opened;
}

async function takeOpened(): Promise<void> {
  if (isQuick) return;
  const result = await request("desktop.takeOpened", {});
  if (!result.ok || result.value.length === 0) return;
  const taken = result.value;
  useDesktop.setState(({ opened }) => ({ opened: [...opened, ...taken] }));
}
