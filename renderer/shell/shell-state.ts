import { create } from "zustand";
import type { AppSnapshot, Notice } from "../../shared/ipc/contract.ts";
import type { Failure } from "../../shared/ipc/result.ts";
import type { Sense } from "../../shared/models/senses.ts";

export type OpenDialog = "models" | "settings";

/** What belongs to the window rather than to a feature. */
export interface ShellState {
  readonly host: AppSnapshot["host"];
  readonly platform: AppSnapshot["platform"] | null;
  readonly dialog: OpenDialog | null;
  /** What the person who opened Models needs one to be able to; null: nothing certain. */
  readonly soughtSense: Sense | null;
  /** The sidebar of a narrow window lies over the page and is closed at first. */
  readonly isDrawerOpen: boolean;
  readonly isConnected: boolean;
  /** The host is there, but it was restarted and wants a new link. */
  readonly isRefused: boolean;
  /** Why the first answer of the host was a refusal. */
  readonly startFailure: Failure | null;
  readonly notices: readonly Notice[];
  /** Why what is written now does not reach the disk. */
  readonly storage: Failure | null;
}

export const useShell = create<ShellState>(() => ({
  host: "browser",
  platform: null,
  dialog: null,
  soughtSense: null,
  isDrawerOpen: false,
  isConnected: true,
  isRefused: false,
  startFailure: null,
  notices: [],
  storage: null,
}));

export function openDialog(dialog: OpenDialog): void {
  useShell.setState({ dialog, soughtSense: null, isDrawerOpen: false });
}

/** Models, for one that can see, or hear. */
export function findModel(soughtSense: Sense): void {
  openDialog("models");
  useShell.setState({ soughtSense });
}

export function closeDialog(): void {
  useShell.setState({ dialog: null });
}

export function dismissNotice(notice: Notice): void {
  useShell.setState(({ notices }) => ({ notices: notices.filter((other) => other !== notice) }));
}
