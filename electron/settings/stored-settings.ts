import { rename } from "node:fs/promises";
import type { z } from "zod";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import { modelSettingsSchema, type ModelSettings } from "../../shared/models/model-settings.ts";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import { acceptedHostSchema, settingsSchema, type Settings } from "../../shared/settings/settings.ts";
import { sourceIdSchema } from "../../shared/tools/chat-tools.ts";
import { folderGrantSchema } from "../../shared/tools/folder-grant.ts";
import { toolRulesSchema } from "../../shared/tools/tool-rule.ts";
import type { Log } from "../home/log.ts";
import { readSmallFile } from "../home/read-small-file.ts";

/** More than the largest settings that can be made have. */
const mostBytes = 64 * 1024 * 1024;

/**
 * Reads the settings file; a missing one gives the defaults. A damaged file is renamed, and the defaults are
 * used. A single invalid value is replaced by its default.
 * @throws errors of the file system: the file may be fine, and must not be overwritten
 */
export async function readStoredSettings(path: string, log: Log): Promise<Settings> {
  let text;
  try {
    text = await readSmallFile(path, mostBytes);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return defaultSettings;
    throw thrown;
  }
  try {
    if (text === null) throw new RangeError(`More than ${mostBytes} bytes`);
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
  const { modelSettings, acceptedHosts, newChatTools, toolRules, grantedFolders } = stored;
  const { shape } = settingsSchema;
  // Of lists, the entries are parsed one by one too.
  const byEntry = {
    ...(isRecord(modelSettings) && { modelSettings: modelSettingsFrom(modelSettings) }),
    ...(isRecord(toolRules) && { toolRules: rulesFrom(toolRules) }),
    acceptedHosts: validEntries(acceptedHostSchema, acceptedHosts),
    newChatTools: validEntries(sourceIdSchema, newChatTools),
    grantedFolders: validEntries(folderGrantSchema, grantedFolders),
  };
  return { ...defaultSettings, ...(validValues(shape, { ...stored, ...byEntry }) as Partial<Settings>) };
}

/** Nothing where there is no list. */
function validEntries(schema: z.ZodType, stored: unknown): readonly unknown[] | undefined {
  return Array.isArray(stored) ? stored.filter((entry) => schema.safeParse(entry).success) : undefined;
}

function rulesFrom(stored: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(stored).filter(([tool, rule]) => toolRulesSchema.safeParse({ [tool]: rule }).success),
  );
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
