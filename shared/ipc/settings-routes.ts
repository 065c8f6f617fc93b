import { settingsSchema, type Settings } from "../settings/settings.ts";
import { route } from "./route.ts";

export const settingsRoutes = {
  "settings.update": route<Settings>()(settingsSchema.partial()),
} as const;

export interface SettingsEvents {
  readonly "settings.changed": Settings;
}

export interface SettingsSnapshot {
  readonly settings: Settings;
}
