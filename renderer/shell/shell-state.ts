import { create } from "zustand";
import type { Notice } from "../../shared/ipc/host-routes.ts";
import type { AppSnapshot, EventMessage } from "../../shared/ipc/contract.ts";
import type { Failure } from "../../shared/ipc/result.ts";

/** State of the window rather than of a feature. */
export interface ShellState {
  readonly host: AppSnapshot["host"];
  readonly platform: AppSnapshot["platform"] | null;
  /** The sidebar of a narrow window is an overlay, closed at first. */
  readonly isDrawerOpen: boolean;
  readonly isConnected: boolean;
  /** The host is reachable, but was restarted and requires a new link. */
  readonly isRefused: boolean;
  /** Error of the first snapshot. */
  readonly startFailure: Failure | null;
  readonly notices: readonly Notice[];
  /** Why changes are not written to disk; null while they are. */
  readonly storage: Failure | null;
}

export const useShell = create<ShellState>(() => ({
  host: "browser",
  platform: null,
  isDrawerOpen: false,
  isConnected: true,
  isRefused: false,
  startFailure: null,
  notices: [],
  storage: null,
}));

export function receiveSnapshot({ host, platform, notices, storage }: AppSnapshot): void {
  useShell.setState({ host, platform, notices, storage, isConnected: true, startFailure: null });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "storage.changed") useShell.setState({ storage: message.data });
}

export function dismissNotice(notice: Notice): void {
  useShell.setState(({ notices }) => ({ notices: notices.filter((other) => other !== notice) }));
}
