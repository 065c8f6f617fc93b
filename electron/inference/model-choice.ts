import { AppError } from "../../shared/ipc/result.ts";
import { demoModelId, type ModelId } from "../../shared/models/model.ts";
import type { Log } from "../home/log.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { EngineQueue, Job } from "./engine-queue.ts";
import type { ModelLoader } from "./model-loader.ts";
import type { WantedModel } from "../chat/reply.ts";

/** The model of new chats: chosen by the person, remembered, and kept warm. */
export class ModelChoice {
  readonly #loader: ModelLoader;
  readonly #queue: EngineQueue;
  readonly #settings: SettingsStore;
  readonly #log: Log;

  constructor(loader: ModelLoader, queue: EngineQueue, settings: SettingsStore, log: Log) {
    this.#loader = loader;
    this.#queue = queue;
    this.#settings = settings;
    this.#log = log;
  }

  /**
   * Makes this the model of new chats at once and loads it when the replies that were asked for before are written. The
   * old choice is back when loading fails. Answers when it is loaded, or when another choice has taken its place.
   * @param anyway though it would not fit into what is free
   * @throws AppError as `ModelLoader.load` does
   */
  async select(modelId: ModelId, anyway = false): Promise<void> {
    const { model } = this.#loader.fileOf(unnamed(modelId));
    if (anyway) this.#loader.wantAnyway(modelId);
    const previous = this.#settings.current.modelId;
    this.#settings.remember({ modelId });
    this.#withdrawLoads();
    try {
      await this.#loadInTurn({ modelId, modelName: model.name, contextLength: null });
    } catch (thrown) {
      // Closing the app while it loads says nothing against the choice.
      const isStillChosen = this.#settings.current.modelId === modelId && !this.#queue.isClosed;
      if (isStillChosen) this.#settings.remember({ modelId: previous });
      throw thrown;
    }
  }

  /** At start: the remembered model is loaded before it is asked for; while that is gone, the one that is always there. */
  loadAhead(): void {
    const chosen = unnamed(this.#settings.current.modelId);
    const wanted = isGone(this.#loader, chosen) ? unnamed(demoModelId) : chosen;
    this.#loadInTurn(wanted).catch((thrown: unknown) =>
      this.#log.info(`${wanted.modelId} is not loaded at start`, thrown),
    );
  }

  /**
   * After the replies that were asked for.
   * @param modelId only this one: its file is about to go, which some systems refuse while it is in memory
   */
  async unload(modelId?: ModelId): Promise<void> {
    if (modelId !== undefined && this.#loader.loadedId !== modelId) return;
    this.#withdrawLoads();
    await this.#inTurn(() => this.#loader.unload());
  }

  #loadInTurn(wanted: WantedModel): Promise<void> {
    return this.#inTurn(async () => {
      // A chat may have loaded it with a context length of its own; that serves as well.
      if (!this.#loader.has(wanted.modelId)) await this.#loader.load(wanted, () => undefined);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    const job: LoadJob = {
      reply: null,
      drop: () => resolve(undefined),
      run: async () => {
        try {
          await work();
          resolve(undefined);
        } catch (thrown) {
          reject(thrown);
        }
      },
    };
    this.#queue.add(job);
    return promise;
  }

  /** A newer choice makes an older one that has not been loaded yet pointless, and answers for one that is held. */
  #withdrawLoads() {
    this.#loader.giveUpHeld();
    for (const job of this.#queue.waiting) if (!job.reply) job.drop();
    this.#queue.withdraw((job) => !job.reply);
  }
}

type LoadJob = Job & { readonly reply: null };

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
