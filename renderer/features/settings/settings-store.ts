import { create } from "zustand";
import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { Settings } from "../../../shared/settings/settings.ts";
import { describeFailure } from "../../i18n/describe-failure.ts";
import { getText, resolveLanguage, setLanguage } from "../../i18n/i18n.ts";
import { request } from "../../ipc/client.ts";
import { showFailure } from "../../toasts.ts";
import { readRememberedSettings, rememberSettings } from "./remembered-settings.ts";

export interface SettingsState {
  readonly settings: Settings;
  readonly version: string;
  readonly dataFolder: string;
}

export const useSettings = create<SettingsState>(() => ({
  settings: readRememberedSettings(),
  version: "",
  dataFolder: "",
}));

/** Keeps theme and language in sync with the settings. @returns a function that stops it */
export function applySettings(): () => void {
  const apply = () => {
    const { settings } = useSettings.getState();
    applyTheme(settings.theme);
    setLanguage(resolveLanguage(settings.language, navigator.languages));
  };
  apply();
  window.addEventListener("languagechange", apply);
  const stop = useSettings.subscribe(apply);
  return () => {
    stop();
    window.removeEventListener("languagechange", apply);
  };
}

export function receiveSnapshot(snapshot: AppSnapshot): void {
  receiveSettings(snapshot.settings);
  useSettings.setState({
    version: snapshot.version,
    dataFolder: dataFolderOf(snapshot.modelsFolder),
  });
}

export function receiveEvent(message: EventMessage): void {
  if (message.event === "settings.changed") {
    receiveSettings(message.data);
  }
}

/** Applies a change immediately; reverts it and shows a failure if the host does not receive it. */
export async function changeSettings(change: Partial<Settings>): Promise<void> {
  const before = useSettings.getState().settings;
  receiveSettings({ ...before, ...change });
  const result = await request("settings.update", change);
  if (!result.ok) {
    // If only the disk fails, the choice stays in effect until Facet is closed.
    if (result.error.code !== "storage-failed") {
      receiveSettings(before);
    }
    const words = describeFailure(result.error, getText());
    showFailure({ text: words.title, detail: words.detail });
  }
}

/** The models folder is a direct child of the data folder. */
export function dataFolderOf(modelsFolder: string): string {
  return modelsFolder.replace(/[\\/][^\\/]+[\\/]?$/, "");
}

function receiveSettings(settings: Settings): void {
  useSettings.setState({ settings });
  rememberSettings(settings);
}

function applyTheme(theme: Settings["theme"]): void {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}
