import { app, nativeTheme } from "electron";
import type { MenuCommand } from "../../shared/desktop/menu-command.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { showMenu, wordsFor } from "./menu.ts";
import type { MenuWords } from "./menu-words.ts";
import { applySpelling } from "./spelling.ts";

/**
 * Applies the settings that affect things outside the page: the language and the commands of the menu, the theme
 * of the window frame and the spell checker.
 */
export interface Appearance {
  apply(settings: Pick<Settings, "language" | "spellCheck" | "theme">): void;
  showCommands(commands: readonly MenuCommand[]): void;
  readonly words: () => MenuWords;
}

export function createAppearance(): Appearance {
  let language: Settings["language"] = "system";
  let commands: readonly MenuCommand[] = [];
  return {
    apply(settings) {
      language = settings.language;
      nativeTheme.themeSource = settings.theme;
      applySpelling(settings.spellCheck, app.getLocale());
      showMenu(language, commands);
    },
    showCommands(shown) {
      commands = shown;
      showMenu(language, commands);
    },
    words: () => wordsFor(language),
  };
}
