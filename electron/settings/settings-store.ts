import { readFile, rename } from "node:fs/promises";
import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { ModelSettings } from "../../shared/models/model-settings.ts";
import { settingsSchema, type Settings } from "../../shared/settings/settings.ts";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Log } from "../home/log.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import type { Publish } from "../ipc/publish.ts";

/** The user's settings, stored in one JSON file. */
export class SettingsStore {
  readonly #path: string;
  readonly #publish: Publish;
  readonly #log: Log;
  readonly #listeners = new Set<(now: Settings, before: Settings) => void>();
  #current: Settings;
  /** Writes are serialised, so that the last change is the one stored. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  private constructor(path: string, publish: Publish, log: Log, settings: Settings) {
    this.#path = path;
    this.#publish = publish;
    this.#log = log;
    this.#current = settings;
  }

  /**
   * An unreadable file is renamed and the defaults are used. A single invalid value is replaced by its
   * default.
   */
  static async open(path: string, publish: Publish, log: Log): Promise<SettingsStore> {
    return new SettingsStore(path, publish, log, await readSettings(path, log));
  }

  get current(): Settings {
    return this.#current;
  }

  /** How a model is loaded. */
  ofModel(modelId: ModelId): ModelSettings {
    return this.#current.modelSettings[modelId] ?? defaultModelSettings;
  }

  onChange(listener: (now: Settings, before: Settings) => void): void {
    this.#listeners.add(listener);
  }

  /**
   * Applies a change at once and resolves when it is stored.
   * @throws AppError `storage-failed`; the change is then kept until the app is closed
   */
  async update(change: Partial<Settings>): Promise<Settings> {
    const before = this.#current;
    const settings = { ...before, ...change };
    if (isSame(settings, before)) return before;
    this.#current = settings;
    for (const listener of this.#listeners) listener(settings, before);
    this.#publish({ event: "settings.changed", data: settings });
    const write = this.#lastWrite.then(() =>
      writeFileAtomically(this.#path, JSON.stringify(settings, null, 2)),
    );
    this.#lastWrite = write.catch(() => undefined);
    await write.catch((thrown: unknown) => {
      const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
      throw new AppError("storage-failed", `The settings could not be saved: ${reason}`, { reason });
    });
    return settings;
  }

  /** Stores a change without waiting; a failed write is only logged. */
  remember(change: Partial<Settings>): void {
    this.update(change).catch((thrown: unknown) => this.#log.error("A setting could not be saved", thrown));
  }

  /** Waits for pending writes. */
  async dispose(): Promise<void> {
    await this.#lastWrite;
  }
}

async function readSettings(path: string, log: Log): Promise<Settings> {
  let text;
  try {
    text = await readFile(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ENOENT") log.error("The settings cannot be read", thrown);
    return defaultSettings;
  }
  try {
    const stored: unknown = JSON.parse(text);
    if (typeof stored !== "object" || stored === null) throw new TypeError("Not an object");
    return withDefaults(stored as Record<string, unknown>);
  } catch (thrown) {
    const aside = path.replace(/(\.json)?$/, `.damaged-${Date.now()}.json`);
    log.error(`The settings are damaged and were renamed to ${aside}`, thrown);
    await rename(path, aside).catch((failure: unknown) =>
      log.error("The damaged settings could not be renamed", failure),
    );
    return defaultSettings;
  }
}

/** Settings are parsed one by one, so that a value from another version does not discard the others. */
function withDefaults(stored: Record<string, unknown>): Settings {
  const known = Object.entries(settingsSchema.shape).flatMap(([key, schema]) => {
    const parsed = schema.safeParse(stored[key]);
    return parsed.success ? [[key, parsed.data] as const] : [];
  });
  return { ...defaultSettings, ...(Object.fromEntries(known) as Partial<Settings>) };
}

function isSame(a: Settings, b: Settings): boolean {
  return (Object.keys(a) as (keyof Settings)[]).every((key) => a[key] === b[key]);
}
