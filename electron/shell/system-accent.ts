import { nativeTheme, systemPreferences } from "electron";

/** The system's accent colour as `#rrggbb`; null: it has none. */
export function systemAccent(): string | null {
  try {
    const [, color] = /^#?([0-9a-f]{6})(?:[0-9a-f]{2})?$/i.exec(systemPreferences.getAccentColor()) ?? [];
    return color === undefined ? null : `#${color.toLowerCase()}`;
  } catch {
    // Not on this desktop.
    return null;
  }
}

/** macOS tells of a new accent only as a change of the theme. */
export function onAccentChange(listener: () => void): void {
  systemPreferences.on("accent-color-changed", listener);
  nativeTheme.on("updated", listener);
}
