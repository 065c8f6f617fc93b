import type { SettingsStore } from "../../settings/settings-store.ts";
import { fixedSource } from "../fixed-source.ts";
import type { ToolProvider, ToolSource } from "../tool-source.ts";
import { calculator } from "./calculator.ts";
import { calculateDate, currentTime } from "./date-time.ts";
import { fileTools } from "./files/file-tools.ts";

export interface BuiltInToolsOptions {
  readonly settings: SettingsStore;
  /** Facet's own data, which no tool may touch. */
  readonly dataFolder: string;
}

/** The tools that need nothing to be installed. */
export function builtInTools({ settings, dataFolder }: BuiltInToolsOptions): ToolProvider {
  const sources: readonly ToolSource[] = [
    fixedSource("calculator", [calculator]),
    fixedSource("date-time", [currentTime(), calculateDate]),
    fixedSource("files", fileTools({ grants: () => settings.current.grantedFolders, dataFolder })),
  ];
  return { sources: () => sources, onChange: () => () => undefined };
}
