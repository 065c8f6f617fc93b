import { describe, expect, it } from "vitest";
import { menuTemplate, type PageShortcut } from "./menu-template.ts";
import { menuLanguage, menuWords, type MenuLanguage } from "./menu-words.ts";

function labels(language: MenuLanguage, platform: NodeJS.Platform): (string | undefined)[] {
  return menuTemplate(menuWords(language), platform, () => undefined).flatMap((menu) => [
    menu.label,
    ...(Array.isArray(menu.submenu)
      ? menu.submenu.filter((item) => item.type !== "separator").map((item) => item.label)
      : []),
  ]);
}

describe("the menu", () => {
  it.each(["linux", "darwin", "win32"] as const)("translates every label on %s", (platform) => {
    const english = labels("en", platform);
    const chinese = labels("zh-CN", platform);
    expect(english).not.toContain(undefined);
    expect(chinese).toHaveLength(english.length);
    for (const label of chinese) if (label !== "Facet") expect(label).toMatch(/\p{Script=Han}/u);
  });

  it("sends New chat and Settings to the page as their shortcuts", () => {
    const pressed: PageShortcut[] = [];
    const [file] = menuTemplate(menuWords("en"), "linux", (shortcut) => pressed.push(shortcut));
    const items = Array.isArray(file?.submenu) ? file.submenu : [];
    for (const label of ["New chat", "Settings…"]) {
      const item = items.find((each) => each.label === label);
      expect(item?.registerAccelerator).toBe(false);
      item?.click?.(undefined as never, undefined, undefined as never);
    }
    expect(pressed).toEqual([{ keyCode: "N" }, { keyCode: "," }]);
  });

  it("uses the language of the settings, or else the system's", () => {
    expect(menuLanguage("system", "zh-Hans-CN")).toBe("zh-CN");
    expect(menuLanguage("system", "de-DE")).toBe("en");
    expect(menuLanguage("en", "zh-CN")).toBe("en");
    expect(menuLanguage("zh-CN", "en-GB")).toBe("zh-CN");
  });
});
