import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Theme = "light" | "dark";

const source = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");

/** The colours of a theme by token, as declared in the first block. */
function readColours(theme: Theme): ReadonlyMap<string, string> {
  const declarations = /(--[\w-]+):\s*light-dark\((#[0-9a-f]{6}),\s*(#[0-9a-f]{6})\);/g;
  const first = source.slice(0, source.indexOf("@media"));
  return new Map(
    [...first.matchAll(declarations)].map(([, name = "", light = "", dark = ""]) => [
      name,
      theme === "light" ? light : dark,
    ]),
  );
}

/** Relative luminance, WCAG 2. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

const surfaces = [
  "--surface-sunken",
  "--surface-page",
  "--surface-raised",
  "--surface-soft",
  "--surface-hover",
  "--surface-pressed",
];

/** A foreground, and every background it is used on. */
const textPairs: readonly (readonly [string, readonly string[]])[] = [
  [
    "--text",
    [...surfaces, "--selection", "--match", "--accent-soft", "--danger-soft", "--warn-soft", "--ok-soft"],
  ],
  ["--text-muted", [...surfaces, "--accent-soft"]],
  ["--accent-text", [...surfaces, "--accent-soft"]],
  ["--on-accent", ["--accent", "--accent-hover"]],
  [
    "--danger",
    ["--surface-sunken", "--surface-page", "--surface-raised", "--surface-hover", "--danger-soft"],
  ],
  ["--on-danger", ["--danger", "--danger-hover"]],
  ["--warn", ["--surface-sunken", "--surface-page", "--surface-raised", "--warn-soft"]],
  ["--ok", ["--surface-sunken", "--surface-page", "--surface-raised", "--ok-soft"]],
];

/** Graphics that must be visible: WCAG 1.4.11. */
const shapePairs: readonly (readonly [string, readonly string[]])[] = [
  ["--line-control", ["--surface-sunken", "--surface-page", "--surface-raised", "--surface-soft"]],
  ["--focus-ring", surfaces],
  ["--accent", surfaces],
  ["--accent", ["--ring-track"]],
];

describe.each(["light", "dark"] as const)("the %s theme", (theme) => {
  const colours = readColours(theme);
  const colour = (token: string) => {
    const found = colours.get(token);
    if (found === undefined) throw new Error(`${token} is not a light-dark() pair of plain colours`);
    return found;
  };
  const rows = (pairs: typeof textPairs) =>
    pairs.flatMap(([foreground, backgrounds]) => backgrounds.map((background) => [foreground, background]));

  it.each(rows(textPairs))(
    "has a text contrast of at least 4.5:1 for %s on %s",
    (foreground = "", background = "") => {
      expect(contrast(colour(foreground), colour(background))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(rows(shapePairs))(
    "has a graphics contrast of at least 3:1 for %s on %s",
    (foreground = "", background = "") => {
      expect(contrast(colour(foreground), colour(background))).toBeGreaterThanOrEqual(3);
    },
  );
});

it("computes contrast as WCAG defines it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});
