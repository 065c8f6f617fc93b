import { describe, expect, it } from "vitest";
import { menuTemplate } from "./menu-template.ts";
import { menuLanguage, menuWords, type MenuLanguage } from "./menu-words.ts";

const commands = [
  { id: "new-chat", label: "New chat", accelerator: "CommandOrControl+N" },
  { id: "settings", label: "Settings", accelerator: "CommandOrControl+," },
];

function labels(language: MenuLanguage, platform: NodeJS.Platform): (string | undefined)[] {
  return menuTemplate(menuWords(language), platform, [], () => undefined).flatMap((menu) => [
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

  it.each([
    ["linux", ["New chat", "Settings"], "File"],
    ["darwin", ["New chat"], "File"],
    ["darwin", ["Settings"], "Facet"],
  ] as const)("has the page's commands, on %s %j in %s", (platform, expected, title) => {
    const performed: string[] = [];
    const template = menuTemplate(menuWords("en"), platform, commands, (id) => performed.push(id));
    const menu = template.find(({ label }) => label === title);
    const items = (Array.isArray(menu?.submenu) ? menu.submenu : []).filter(
      ({ registerAccelerator }) => registerAccelerator === false,
    );
    expect(items.map(({ label }) => label)).toEqual(expected);
    for (const item of items) item.click?.(undefined as never, undefined, undefined as never);
    expect(performed).toEqual(
      commands.filter(({ label }) => expected.includes(label as never)).map(({ id }) => id),
    );
  });

  it("uses the language of the settings, or else the system's", () => {
    expect(menuLanguage("system", "zh-Hans-CN")).toBe("zh-CN");
    expect(menuLanguage("system", "de-DE")).toBe("en");
    expect(menuLanguage("en", "zh-CN")).toBe("en");
    expect(menuLanguage("zh-CN", "en-GB")).toBe("zh-CN");
  });
});
