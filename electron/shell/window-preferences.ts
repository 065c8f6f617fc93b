import type { WebPreferences } from "electron";

/** What every window of Facet is confined to. */
export function windowPreferences(preload: string): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
    // The session turns it on and off with the settings.
    spellcheck: true,
  };
}
