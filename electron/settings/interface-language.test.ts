import { expect, it } from "vitest";
import type { Settings } from "../../shared/settings/settings.ts";
import { InterfaceLanguage } from "./interface-language.ts";

it("is the language of the settings, of the last page that said it, or of the system, in this order", () => {
  let setting: Settings["language"] = "system";
  const language = new InterfaceLanguage(() => setting, "zh-Hans-CN");
  expect(language.current).toBe("zh-CN");
  language.hear({ systemLanguage: "en" });
  language.hear({});
  expect(language.current).toBe("en");
  setting = "zh-CN";
  expect(language.current).toBe("zh-CN");
  expect(new InterfaceLanguage(() => "system", "de-DE").current).toBe("en");
});
