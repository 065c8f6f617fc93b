import { settingsSchema, type Settings } from "../settings/settings.ts";
import { route } from "./route.ts";

/** What tools may do is changed by the routes of the tools, which check more. */
const changeSchema = settingsSchema.omit({ toolRules: true, grantedFolders: true }).partial();

export const settingsRoutes = {
  "settings.update": route<Settings>()(changeSchema),
} as const;

export interface SettingsEvents {
  readonly "settings.changed": Settings;
}

export interface SettingsSnapshot {
  readonly settings: Settings;
}
