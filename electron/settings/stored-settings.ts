import { readFile, rename } from "node:fs/promises";
import type { z } from "zod";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import { modelSettingsSchema, type ModelSettings } from "../../shared/models/model-settings.ts";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import { settingsSchema, type Settings } from "../../shared/settings/settings.ts";
import type { Log } from "../home/log.ts";

/**
 * Reads the settings file; a missing one gives the defaults. A damaged file is renamed, and the defaults are
 * used. A single invalid value is replaced by its default.
 * @throws errors of the file system: the file may be fine, and must not be overwritten
 */
export async function readStoredSettings(path: string, log: Log): Promise<Settings> {
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return defaultSettings;
    throw thrown;
  }
  try {
    const stored: unknown = JSON.parse(text);
    if (!isRecord(stored)) throw new TypeError("Not an object");
    return settingsFrom(stored);
  } catch (thrown) {
    const aside = path.replace(/(\.json)?$/, `.damaged-${Date.now()}.json`);
    log.error(`The settings are damaged and are renamed to ${aside}`, thrown);
    await rename(path, aside);
    return defaultSettings;
  }
}

/** Settings are parsed one by one, so that a value from another version does not discard the others. */
function settingsFrom(stored: Readonly<Record<string, unknown>>): Settings {
  const { modelSettings } = stored;
  return {
    ...defaultSettings,
    ...(validValues(settingsSchema.shape, stored) as Partial<Settings>),
    ...(isRecord(modelSettings) && { modelSettings: modelSettingsFrom(modelSettings) }),
  };
}

function modelSettingsFrom(stored: Readonly<Record<string, unknown>>): Settings["modelSettings"] {
  const isId = (id: string) => settingsSchema.shape.modelSettings.keyType.safeParse(id).success;
  return Object.fromEntries(
    Object.entries(stored).flatMap(([id, values]) => {
      if (!isId(id) || !isRecord(values)) return [];
      const valid = validValues(modelSettingsSchema.shape, values) as Partial<ModelSettings>;
      return [[id, { ...defaultModelSettings, ...valid }]];
    }),
  );
}

function validValues(shape: Readonly<Record<string, z.ZodType>>, stored: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(
    Object.entries(shape).flatMap(([key, schema]) => {
      const parsed = schema.safeParse(stored[key]);
      return parsed.success ? [[key, parsed.data]] : [];
    }),
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
