import { statfs } from "node:fs/promises";
import type { ContextCacheState } from "../../../../shared/ipc/context-cache-routes.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import { automaticContextBudget } from "../../../../shared/settings/context-budget.ts";
import type { Log } from "../../../home/log.ts";
import type { SettingsStore } from "../../../settings/settings-store.ts";
import type { EngineClient } from "../engine-client.ts";
import { KeptFolder } from "./kept-folder.ts";
import { prepareKeptFolder } from "./prepare-kept-folder.ts";

export interface ContextCacheOptions {
  /** Absolute path; created when it is missing. */
  readonly folder: string;
  readonly engine: Pick<EngineClient, "keepContexts" | "forgetContexts">;
  readonly settings: Pick<SettingsStore, "current" | "onChange">;
  /** The models on this computer; at the start, they may not have been read yet. */
  readonly models: {
    find(id: ModelId): { readonly model: { readonly sizeBytes: number } } | null;
    onChange(listener: () => void): unknown;
  };
  /** Whether this is a chat that is not deleted. */
  readonly isLive: (owner: string) => boolean;
  readonly log: Log;
  /** Free space of the disk, in bytes; by default, as the system says. */
  readonly freeBytes?: (folder: string) => Promise<number>;
}

/**
 * What the engine keeps of chats on disk, as far as the services decide about it: whether, how much, and when
 * it is deleted. A KV cache can be turned back into the text it was computed from, so it is deleted as soon as
 * its chat is, by this process and by the engine, which may be writing it.
 */
export class ContextCache {
  readonly #options: ContextCacheOptions;
  readonly #folder: KeptFolder;

  constructor(options: ContextCacheOptions) {
    this.#options = options;
    this.#folder = new KeptFolder(options.folder);
  }

  /** Call before a model is loaded. Deletes what earlier processes have left of deleted chats. */
  async start(): Promise<void> {
    const { folder, settings, models, isLive, log } = this.#options;
    try {
      prepareKeptFolder(folder);
    } catch (thrown) {
      // Chats are then read again after a restart.
      log.error("The folder for contexts cannot be used", thrown);
      return;
    }
    const keeps = settings.current.keepsContexts;
    this.#folder.forget((owner) => !keeps || !isLive(owner), true);
    const applyAgain = () => {
      this.#apply().catch((thrown: unknown) => log.error("The limit of contexts was not changed", thrown));
    };
    settings.onChange((now, before) => {
      if (!now.keepsContexts && before.keepsContexts) this.#forget(null);
      if (
        now.keepsContexts !== before.keepsContexts ||
        now.contextBudgetBytes !== before.contextBudgetBytes ||
        now.modelId !== before.modelId
      ) {
        applyAgain();
      }
    });
    models.onChange(applyAgain);
    await this.#apply();
  }

  /** Call when chats are deleted, or lose messages. */
  forget(owners: readonly string[]): void {
    if (owners.length > 0) this.#forget(owners);
  }

  async clear(): Promise<ContextCacheState> {
    this.#forget(null);
    return this.state();
  }

  async state(): Promise<ContextCacheState> {
    const { bytes } = this.#folder;
    return { bytes, automaticBudgetBytes: await this.#automaticBudget(bytes) };
  }

  async #apply(): Promise<void> {
    const { folder, engine } = this.#options;
    const automatic = await this.#automaticBudget(this.#folder.bytes);
    // What the user chose while the disk was asked.
    const { keepsContexts, contextBudgetBytes } = this.#options.settings.current;
    engine.keepContexts({ folder, budgetBytes: keepsContexts ? (contextBudgetBytes ?? automatic) : 0 });
  }

  /** @param owners null: all */
  #forget(owners: readonly string[] | null): void {
    // The engine's message first: what it lists from now on is not of these chats.
    this.#options.engine.forgetContexts(owners);
    this.#folder.forget((owner) => owners?.includes(owner) ?? true, false);
  }

  async #automaticBudget(keptBytes: number): Promise<number> {
    const { folder, models, settings, freeBytes = freeDisk } = this.#options;
    try {
      const free = await freeBytes(folder);
      const modelBytes = models.find(settings.current.modelId)?.model.sizeBytes ?? 0;
      return automaticContextBudget(free + keptBytes, modelBytes);
    } catch {
      return 0;
    }
  }
}

async function freeDisk(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
