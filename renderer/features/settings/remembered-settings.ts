import { defaultSettings } from "../../../shared/settings/default-settings.ts";
import type { Settings } from "../../../shared/settings/settings.ts";

/** The host owns the settings; this copy is for the first paint. `public/theme.js` reads it too. */
const storageKey = "facet.settings";

export function rememberSettings(settings: Settings): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(settings));
  } catch {
    // Storage is disabled: the first paint of the next start uses the system's theme and language.
  }
}

export function readRememberedSettings(): Settings {
  try {
    return parseSettings(JSON.parse(localStorage.getItem(storageKey) ?? "{}"));
  } catch {
    return defaultSettings;
  }
}

/** Keeps valid values and replaces the rest by the defaults: another version may have written them. */
export function parseSettings(remembered: unknown): Settings {
  if (typeof remembered !== "object" || remembered === null) {
    return defaultSettings;
  }
  const known = remembered as Partial<Record<keyof Settings, unknown>>;
  const { accent, theme, language, modelId, thinking, isSidebarOpen, hubMirror, sendsTokenToMirror } = known;
  return {
    theme: oneOf(["system", "light", "dark"], theme) ?? defaultSettings.theme,
    language: oneOf(["system", "en", "zh-CN"], language) ?? defaultSettings.language,
    modelId: typeof modelId === "string" ? modelId : defaultSettings.modelId,
    thinking: typeof thinking === "boolean" ? thinking : defaultSettings.thinking,
    isSidebarOpen: typeof isSidebarOpen === "boolean" ? isSidebarOpen : defaultSettings.isSidebarOpen,
    hubMirror: typeof hubMirror === "string" ? hubMirror : defaultSettings.hubMirror,
    sendsTokenToMirror:
      typeof sendsTokenToMirror === "boolean" ? sendsTokenToMirror : defaultSettings.sendsTokenToMirror,
    accent: oneOf(["system", "facet"], accent) ?? defaultSettings.accent,
    // Not needed for the first paint.
    newChatOptions: defaultSettings.newChatOptions,
    modelSettings: defaultSettings.modelSettings,
    acceptedHosts: defaultSettings.acceptedHosts,
    unloadAfterMinutes: defaultSettings.unloadAfterMinutes,
    keepsContexts: defaultSettings.keepsContexts,
    contextBudgetBytes: defaultSettings.contextBudgetBytes,
    newChatTools: defaultSettings.newChatTools,
    toolRules: defaultSettings.toolRules,
    grantedFolders: defaultSettings.grantedFolders,
    searchProvider: defaultSettings.searchProvider,
    searxngAddress: defaultSettings.searxngAddress,
    quickShortcut: defaultSettings.quickShortcut,
    spellCheck: defaultSettings.spellCheck,
    notifies: defaultSettings.notifies,
    updates: defaultSettings.updates,
  };
}

function oneOf<Value extends string>(values: readonly Value[], candidate: unknown): Value | undefined {
  return values.find((value) => value === candidate);
}
