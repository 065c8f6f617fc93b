import { session, type MenuItemConstructorOptions, type WebContents } from "electron";
import type { Settings } from "../../shared/settings/settings.ts";

/**
 * Turns the spell checker on or off, for the system's language and English. Off, nothing is downloaded; on
 * Windows and Linux, turning it on makes Chromium download its dictionaries.
 */
export function applySpelling(isOn: Settings["spellCheck"], systemLanguage: string): void {
  const { defaultSession } = session;
  defaultSession.setSpellCheckerEnabled(isOn);
  // macOS recognises the language by itself.
  if (!isOn || process.platform === "darwin") return;
  const available = defaultSession.availableSpellCheckerLanguages;
  const [base = ""] = systemLanguage.split("-");
  const own = available.find((tag) => tag === systemLanguage) ?? available.find((tag) => tag === base);
  const wanted = [...new Set([own, "en-US"])].filter(
    (tag): tag is string => tag !== undefined && available.includes(tag),
  );
  defaultSession.setSpellCheckerLanguages(wanted);
}

/** Corrections of the misspelled word under the pointer, for its menu. */
export function spellingItems(
  contents: WebContents,
  misspelledWord: string,
  suggestions: readonly string[],
  addLabel: string,
): MenuItemConstructorOptions[] {
  if (misspelledWord === "") return [];
  return [
    ...suggestions.map((word) => ({ label: word, click: () => contents.replaceMisspelling(word) })),
    { label: addLabel, click: () => void contents.session.addWordToSpellCheckerDictionary(misspelledWord) },
    { type: "separator" },
  ];
}
