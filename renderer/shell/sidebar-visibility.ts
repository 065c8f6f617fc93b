import { useSyncExternalStore } from "react";
import { changeSettings, useSettings } from "../features/settings/settings-store.ts";
import { useShell } from "./shell-state.ts";

const narrow = "(width < 720px)";

/** Whether the window is too narrow for a sidebar beside the page. */
export function useIsNarrow(): boolean {
  return useSyncExternalStore(subscribe, isNarrow);
}

function isNarrow(): boolean {
  return window.matchMedia(narrow).matches;
}

/** In a wide window the choice is stored in the settings; the drawer of a narrow one is not. */
export function showSidebar(isOpen: boolean): void {
  if (isNarrow()) {
    useShell.setState({ isDrawerOpen: isOpen });
  } else if (useSettings.getState().settings.isSidebarOpen !== isOpen) {
    void changeSettings({ isSidebarOpen: isOpen });
  }
}

export function toggleSidebar(): void {
  showSidebar(
    isNarrow() ? !useShell.getState().isDrawerOpen : !useSettings.getState().settings.isSidebarOpen,
  );
}

function subscribe(listener: () => void): () => void {
  const query = window.matchMedia(narrow);
  query.addEventListener("change", listener);
  return () => query.removeEventListener("change", listener);
}
