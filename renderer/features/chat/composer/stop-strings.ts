/** The same limits as in `chatSettingsSchema`. */
const maxStrings = 16;
const maxLength = 200;

/** Stop strings as the user edits them: one a line, with `\n` for a line break inside one. */
export function joinStopStrings(strings: readonly string[]): string {
  return strings.map((string) => string.replaceAll("\n", String.raw`\n`)).join("\n");
}

/** Empty lines and what exceeds the limits are left out. */
export function splitStopStrings(text: string): readonly string[] {
  return text
    .split("\n")
    .map((line) => line.replaceAll(String.raw`\n`, "\n"))
    .filter((string) => string !== "" && string.length <= maxLength)
    .slice(0, maxStrings);
}
