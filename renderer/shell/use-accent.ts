import { useEffect } from "react";
import { useDesktop } from "../features/desktop/desktop-store.ts";
import { useSettings } from "../features/settings/settings-store.ts";

/**
 * Colours what can be done next in the system's accent, where the user wants it. Only its hue and its strength
 * are taken: `tokens.css` sets the lightness, so that the contrast stays.
 */
export function useAccent(): void {
  const wants = useSettings((state) => state.settings.accent === "system");
  const color = useDesktop((state) => state.desktop?.accentColor ?? null);
  useEffect(() => {
    const { dataset, style } = document.documentElement;
    if (wants && color !== null) {
      dataset["accent"] = "system";
      style.setProperty("--system-accent", color);
    } else {
      delete dataset["accent"];
      style.removeProperty("--system-accent");
    }
  }, [wants, color]);
}
