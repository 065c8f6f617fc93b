import type { Publish } from "./ipc/publish.ts";
import { ChatService } from "./chat/chat-service.ts";
import { ConversationSearch } from "./chat/search/conversation-search.ts";
import { ConversationService } from "./chat/conversation-service.ts";
import { ConversationStore } from "./chat/conversation-store.ts";
import type { Database } from "./storage/database.ts";
import { EngineQueue } from "./inference/engine-queue.ts";
import { LiveReplies } from "./chat/live-replies.ts";
import { ModelChoice } from "./inference/model-choice.ts";
import { ModelLoader, type CheckLoad, type ModelSource } from "./inference/model-loader.ts";
import { queuePositions } from "./inference/queue-positions.ts";
import { ReplyStorage } from "./chat/reply-storage.ts";
import { ReplyWriter } from "./chat/reply-writer.ts";
import { IdleUnloader } from "./inference/idle-unloader.ts";
import { defaultModelSettings } from "../shared/models/default-model-settings.ts";
import type { Engine } from "./inference/local/engine.ts";
import type { Log } from "./home/log.ts";
import type { MediaStore } from "./media/media-store.ts";
import type { SettingsStore } from "./settings/settings-store.ts";
import { PieceWriter } from "./tasks/piece-writer.ts";

export interface Services {
  readonly store: ConversationStore;
  readonly search: ConversationSearch;
  readonly conversations: ConversationService;
  readonly chat: ChatService;
  readonly live: LiveReplies;
  readonly storage: ReplyStorage;
  readonly loader: ModelLoader;
  readonly queue: EngineQueue;
  readonly modelChoice: ModelChoice;
  readonly idleUnloader: IdleUnloader;
}

/** The chat services on top of an engine and a database, connected to each other. */
export function createServices(ground: {
  readonly database: Database;
  readonly engine: Engine;
  readonly models: ModelSource;
  readonly settings: SettingsStore;
  readonly media: MediaStore;
  readonly checkLoad: CheckLoad;
  readonly publish: Publish;
  readonly log: Log;
}): Services {
  const { database, engine, models, settings, media, checkLoad, publish, log } = ground;
  const store = new ConversationStore(database);
  const search = new ConversationSearch(database, store);
  const live = new LiveReplies();
  const settingsOf = (modelId: string) => settings.current.modelSettings[modelId] ?? defaultModelSettings;
  const loader = new ModelLoader({ engine, models, settingsOf, check: checkLoad, log });
  const storage = new ReplyStorage({ store, live, publish, log });
  const writer = new ReplyWriter({ engine, loader, models, store, storage, media, live, publish, log });
  const pieces = new PieceWriter({ engine, writer, store, storage, media, publish });
  const tellPlaces = () => {
    const places = queuePositions(queue.current, queue.waiting, loader.state);
    for (const { reply, phase } of places) writer.enter(reply, phase);
  };
  const queue: EngineQueue = new EngineQueue(() => {
    tellPlaces();
    idleUnloader.restart();
  });
  loader.onChange((state) => {
    publish({ event: "engine.changed", data: state });
    tellPlaces();
  });
  const chat = new ChatService({
    store,
    models,
    engine,
    queue,
    loader,
    writer,
    pieces,
    storage,
    live,
    media,
    publish,
  });
  const conversations = new ConversationService({ store, models, chat, live, publish });
  const modelChoice = new ModelChoice(loader, queue, settings, log);
  const idleUnloader = new IdleUnloader({
    queue,
    afterMinutes: () => settings.current.unloadAfterMinutes,
    unload: () => void modelChoice.unload(),
  });
  return { store, search, conversations, chat, live, storage, loader, queue, modelChoice, idleUnloader };
}
