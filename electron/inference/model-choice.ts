import { AppError } from "../../shared/ipc/result.ts";
import { demoModelId, type ModelId } from "../../shared/models/model.ts";
import { parseRemoteModelId } from "../../shared/models/remote-server.ts";
import type { Log } from "../home/log.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { ModelLoader } from "./model-loader.ts";
import type { WantedModel } from "./inference-request.ts";
import type { Job, Priority, Scheduler } from "./scheduler.ts";

/** The model of new chats: chosen by the user, remembered, and loaded ahead. */
export class ModelChoice {
  readonly #loader: ModelLoader;
  readonly #scheduler: Scheduler;
  readonly #settings: SettingsStore;
  readonly #log: Log;
  /** Loads and unloads that have not begun. */
  readonly #jobs = new Set<Job>();
  /** Counts the choices and unloads: a load that belongs to an earlier one is not wanted any more. */
  #choice = 0;

  constructor(loader: ModelLoader, scheduler: Scheduler, settings: SettingsStore, log: Log) {
    this.#loader = loader;
    this.#scheduler = scheduler;
    this.#settings = settings;
    this.#log = log;
  }

  /**
   * Makes this the model of new chats at once, and loads it after the requests that came before. Where
   * loading fails, the previous choice returns, unless it was a model on a server: who chose a local one must not
   * send the next message there unawares. Resolves when the model is loaded, or another one was chosen.
   * A remote model is not loaded.
   * @param anyway although it would not fit into the free memory
   * @throws AppError as `ModelLoader.load` does
   */
  async select(modelId: ModelId, anyway = false): Promise<void> {
    if (parseRemoteModelId(modelId) !== null) {
      this.#settings.remember({ modelId });
      this.#withdrawLoads();
      return;
    }
    const { model } = this.#loader.fileOf(unnamed(modelId));
    if (anyway) this.#loader.wantAnyway(modelId);
    const previous = this.#settings.current.modelId;
    this.#settings.remember({ modelId });
    this.#withdrawLoads();
    try {
      await this.#loadInTurn({ modelId, modelName: model.name, contextLength: null });
    } catch (thrown) {
      // The choice stands where the app was closed during the load.
      const isStillChosen = this.#settings.current.modelId === modelId && !this.#scheduler.isClosed;
      if (isStillChosen && parseRemoteModelId(previous) === null)
        this.#settings.remember({ modelId: previous });
      throw thrown;
    }
  }

  /**
   * Loads the remembered model at start, or the demo model where its file is gone. Nothing is loaded for a
   * remote one.
   */
  loadAhead(): void {
    if (parseRemoteModelId(this.#settings.current.modelId) !== null) return;
    const chosen = unnamed(this.#settings.current.modelId);
    const wanted = isGone(this.#loader, chosen) ? unnamed(demoModelId) : chosen;
    this.#loadInTurn(wanted).catch((thrown: unknown) =>
      this.#log.info(`${wanted.modelId} is not loaded at start`, thrown),
    );
  }

  /**
   * Unloads after the replies that came before. Background requests make way; one that goes on loads the model
   * again.
   * @param modelId only this model: its file is about to be deleted, which Windows refuses while it is mapped
   */
  async unload(modelId?: ModelId): Promise<void> {
    if (modelId !== undefined && this.#loader.loadedId !== modelId) return;
    this.#withdrawLoads();
    await this.#inTurn("interactive", () => this.#loader.unload());
  }

  #loadInTurn(wanted: WantedModel): Promise<void> {
    const choice = this.#choice;
    const isWanted = () => this.#choice === choice;
    return this.#inTurn("interactive", async () => {
      // A chat may have loaded it with its own context length, which will do.
      if (this.#loader.has(wanted.modelId)) return;
      await this.#loader.load(wanted, { whenMemoryShort: "ask", isWanted });
    });
  }

  #inTurn(priority: Priority, work: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const job: Job = {
      priority,
      drop: () => {
        this.#jobs.delete(job);
        resolve(undefined);
      },
      run: async () => {
        this.#jobs.delete(job);
        try {
          await work();
          resolve(undefined);
        } catch (thrown) {
          reject(thrown);
        }
      },
    };
    this.#jobs.add(job);
    this.#scheduler.add(job);
    return promise;
  }

  /**
   * A newer choice makes an older one that has not been loaded yet pointless, and cancels one that is held.
   */
  #withdrawLoads() {
    this.#choice += 1;
    this.#loader.giveUpHeld();
    const jobs = [...this.#jobs];
    this.#scheduler.withdraw((job) => this.#jobs.has(job));
    for (const job of jobs) job.drop();
  }
}

function unnamed(modelId: ModelId): WantedModel {
  return { modelId, modelName: modelId, contextLength: null };
}

function isGone(loader: ModelLoader, wanted: WantedModel): boolean {
  try {
    loader.fileOf(wanted);
    return false;
  } catch (thrown) {
    return thrown instanceof AppError && thrown.code === "model-missing";
  }
}
