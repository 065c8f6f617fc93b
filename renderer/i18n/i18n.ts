import { useSyncExternalStore } from "react";
import type { Settings } from "../../shared/settings/settings.ts";
import { en } from "./en.ts";
import type { Language } from "./language.ts";
import type { MessageCatalog } from "./message-catalog.ts";
import { zhCN } from "./zh-CN.ts";

/** To add a language, add its catalog here. A catalog that lacks a text does not compile. */
export const catalogs: Readonly<Record<Language, MessageCatalog>> = { en, "zh-CN": zhCN };

let current: Language = "en";
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The catalog of the current language: `const text = useText(); text.chat.send`. */
export function useText(): MessageCatalog {
  return catalogs[useLanguage()];
}

/** The current language, for formatting numbers and dates: `formatBytes(size, useLanguage())`. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, getLanguage, getLanguage);
}

/** The catalog of the current language outside of components, such as in an action that shows a toast. */
export function getText(): MessageCatalog {
  return catalogs[current];
}

function getLanguage(): Language {
  return current;
}

export function setLanguage(language: Language): void {
  if (typeof document !== "undefined") {
    document.documentElement.lang = language;
  }
  if (language !== current) {
    current = language;
    for (const listener of listeners) {
      listener();
    }
  }
}

/**
 * The language chosen in the settings, or else the first preferred language with a catalog, or else English.
 */
export function resolveLanguage(setting: Settings["language"], preferred: readonly string[]): Language {
  if (setting !== "system") {
    return setting;
  }
  for (const tag of preferred) {
    const base = tag.toLowerCase().split("-")[0];
    if (base === "zh") {
      return "zh-CN";
    }
    if (base === "en") {
      return "en";
    }
  }
  return "en";
}
