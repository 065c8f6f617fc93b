import { defaultModelSettings } from "../../shared/models/default-model-settings.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { ModelSettings } from "../../shared/models/model-settings.ts";
import type { Settings } from "../../shared/settings/settings.ts";
import { defaultSettings } from "../../shared/settings/default-settings.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Log } from "../home/log.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import type { Publish } from "../ipc/publish.ts";
import { readStoredSettings } from "./stored-settings.ts";

/** The user's settings, stored in one JSON file. */
export class SettingsStore {
  readonly #path: string;
  readonly #publish: Publish;
  readonly #log: Log;
  readonly #listeners = new Set<(now: Settings, before: Settings) => void>();
  #current: Settings;
  /** Writes are serialised, so that the last change is the one stored. */
  #lastWrite: Promise<unknown> = Promise.resolve();

  /** The changes made while the file could not be read; null: it was read. */
  #unread: Partial<Settings> | null = null;

  private constructor(path: string, publish: Publish, log: Log, settings: Settings | null) {
    this.#path = path;
    this.#publish = publish;
    this.#log = log;
    this.#current = settings ?? defaultSettings;
    if (settings === null) this.#unread = {};
  }

  /** While the file can't be read, the defaults are used, and the file is not overwritten. */
  static async open(path: string, publish: Publish, log: Log): Promise<SettingsStore> {
    const settings = await readStoredSettings(path, log).catch((thrown: unknown) => {
      log.error("The settings cannot be read", thrown);
      return null;
    });
    return new SettingsStore(path, publish, log, settings);
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
    if (this.#unread !== null) this.#unread = { ...this.#unread, ...change };
    this.#enter(settings);
    const write = this.#lastWrite.then(async () => {
      if (this.#unread !== null) await this.#readAgain();
      await writeFileAtomically(this.#path, JSON.stringify(this.#current, null, 2));
    });
    this.#lastWrite = write.catch(() => undefined);
    await write.catch((thrown: unknown) => {
      const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
      throw new AppError("storage-failed", `The settings could not be saved: ${reason}`, { reason });
    });
    return this.#current;
  }

  /** Stores a change without waiting; a failed write is only logged. */
  remember(change: Partial<Settings>): void {
    this.update(change).catch((thrown: unknown) => this.#log.error("A setting could not be saved", thrown));
  }

  /**
   * Applies the changes made so far to what the file has.
   * @throws errors of the file system while it still can't be read
   */
  async #readAgain(): Promise<void> {
    const stored = await readStoredSettings(this.#path, this.#log);
    const changes = this.#unread;
    this.#unread = null;
    const modelSettings = { ...stored.modelSettings, ...changes?.modelSettings };
    this.#enter({ ...stored, ...changes, modelSettings });
  }

  #enter(settings: Settings): void {
    const before = this.#current;
    if (isSame(settings, before)) return;
    this.#current = settings;
    for (const listener of this.#listeners) listener(settings, before);
    this.#publish({ event: "settings.changed", data: settings });
  }

  /** Waits for pending writes. */
  async dispose(): Promise<void> {
    await this.#lastWrite;
  }
}

function isSame(a: Settings, b: Settings): boolean {
  return (Object.keys(a) as (keyof Settings)[]).every((key) => a[key] === b[key]);
}
