import { nativeTheme } from "electron";
import type { Settings } from "../../shared/settings/settings.ts";
import type { Publish } from "../ipc/publish.ts";
import { showMenu, wordsFor } from "./menu.ts";
import type { MenuWords } from "./menu-words.ts";

/**
 * Applies the settings that affect things outside the page: the menu's language and the theme of the window
 * frame.
 */
export interface Appearance {
  apply(settings: Pick<Settings, "language" | "theme">): void;
  readonly words: () => MenuWords;
  /** Applies changed settings from events. */
  readonly follow: Publish;
}

export function createAppearance(): Appearance {
  let language: Settings["language"] = "system";
  const apply: Appearance["apply"] = (settings) => {
    language = settings.language;
    nativeTheme.themeSource = settings.theme;
    showMenu(language);
  };
  return {
    apply,
    words: () => wordsFor(language),
    follow(message) {
      if (message.event === "settings.changed") apply(message.data);
    },
  };
}
