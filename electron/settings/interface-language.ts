import type { PageFacts } from "../../shared/ipc/page-facts.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import type { PromptLanguage } from "../../shared/tasks/prompt-language.ts";

/** The language that the user reads: the one of the settings, else the one of the last page that connected. */
export class InterfaceLanguage {
  readonly #setting: () => Settings["language"];
  #system: PromptLanguage;

  /** @param locale a language tag such as `zh-Hans-CN`: the system's, until a page connects */
  constructor(setting: () => Settings["language"], locale: string) {
    this.#setting = setting;
    this.#system = /^zh\b/i.test(locale) ? "zh-CN" : "en";
  }

  get current(): PromptLanguage {
    const setting = this.#setting();
    return setting === "system" ? this.#system : setting;
  }

  hear({ systemLanguage }: PageFacts): void {
    if (systemLanguage !== undefined) this.#system = systemLanguage;
  }
}
