import type { ConversationId } from "../shared/chat/message.ts";
import { ChatService } from "./chat/chat-service.ts";
import { ConversationService } from "./chat/conversation-service.ts";
import { ConversationStore } from "./chat/conversation-store.ts";
import { DraftReader } from "./chat/draft-reader.ts";
import { LiveReplies } from "./chat/live-replies.ts";
import { MessageChanges } from "./chat/message-changes.ts";
import { MessageDeletion } from "./chat/message-deletion.ts";
import { ReplyStorage } from "./chat/reply-storage.ts";
import { ReplyWriter } from "./chat/reply-writer.ts";
import { TurnWriter } from "./chat/turn-writer.ts";
import { ConversationSearch } from "./chat/search/conversation-search.ts";
import type { FileDecoder } from "./decode/file-decoder.ts";
import type { Log } from "./home/log.ts";
import { IdleUnloader } from "./inference/idle-unloader.ts";
import { InferenceService, type InferenceServiceOptions } from "./inference/inference-service.ts";
import type { Engine } from "./inference/local/engine.ts";
import { LocalChatModel } from "./inference/local/local-chat-model.ts";
import { ModelChoice } from "./inference/model-choice.ts";
import { ModelLoader } from "./inference/model-loader.ts";
import type { CheckLoad } from "./inference/memory-check.ts";
import type { ModelSource } from "./inference/model-source.ts";
import { Scheduler } from "./inference/scheduler.ts";
import type { Publish } from "./ipc/publish.ts";
import type { MediaStore } from "./media/media-store.ts";
import type { SettingsStore } from "./settings/settings-store.ts";
import type { Database } from "./storage/database.ts";
import { PieceWriter } from "./tasks/piece-writer.ts";
import { PendingApprovals } from "./tools/pending-approvals.ts";
import type { ToolRegistry } from "./tools/tool-registry.ts";
import { ToolService } from "./tools/tool-service.ts";

export interface Services {
  readonly store: ConversationStore;
  readonly search: ConversationSearch;
  readonly conversations: ConversationService;
  readonly chat: ChatService;
  readonly drafts: DraftReader;
  readonly messageChanges: MessageChanges;
  readonly messageDeletion: MessageDeletion;
  readonly live: LiveReplies;
  readonly storage: ReplyStorage;
  readonly writer: ReplyWriter;
  readonly tools: ToolService;
  readonly loader: ModelLoader;
  readonly scheduler: Scheduler;
  readonly inference: InferenceService;
  readonly modelChoice: ModelChoice;
  readonly idleUnloader: IdleUnloader;
}

/** The chat and inference services on top of an engine and a database, connected to each other. */
export function createServices(dependencies: {
  readonly database: Database;
  readonly engine: Engine;
  readonly models: ModelSource;
  readonly remoteModel: InferenceServiceOptions["remoteModel"];
  readonly settings: SettingsStore;
  readonly media: MediaStore;
  /** Prepares the images and recordings that tools return. */
  readonly decoder: Pick<FileDecoder, "decode">;
  readonly checkLoad: CheckLoad;
  /** Called with every result of a local model. */
  readonly onMeasured?: InferenceServiceOptions["onMeasured"];
  /** The tools that chats may use. */
  readonly registry: ToolRegistry;
  /** Whether the computer runs on battery; null: the system does not say. */
  readonly isOnBattery: () => boolean | null;
  /** Removes what is left of deleted chats on the disk. */
  readonly eraseDeleted: (store: ConversationStore) => Promise<void>;
  /** Deletes what the engine keeps of these chats. */
  readonly forgetContexts: (ids: readonly ConversationId[]) => void;
  readonly publish: Publish;
  readonly log: Log;
}): Services {
  const { database, engine, models, remoteModel, settings, media, checkLoad, onMeasured } = dependencies;
  const { registry, decoder, isOnBattery, eraseDeleted, forgetContexts, publish, log } = dependencies;
  const store = new ConversationStore(database);
  const search = new ConversationSearch(database, store);
  const live = new LiveReplies();
  const loader = new ModelLoader({
    engine,
    models,
    settingsOf: (modelId) => settings.ofModel(modelId),
    check: checkLoad,
    log,
  });
  loader.onChange((state) => publish({ event: "engine.changed", data: state }));
  const scheduler = new Scheduler({
    onChange: () => {
      inference.reportPositions();
      idleUnloader.restart();
    },
    onFailure: (thrown) => log.error("The queue of the engine met a bug", thrown),
  });
  const localModel = (name: string) => engine.loaded && new LocalChatModel(engine, engine.loaded, name);
  const inference: InferenceService = new InferenceService({
    scheduler,
    loader,
    localModel,
    remoteModel,
    onMeasured,
  });
  const storage = new ReplyStorage({ store, live, publish, log });
  const writer = new ReplyWriter({ inference, models, store, storage, live, publish, log });
  const approvals = new PendingApprovals();
  const turns = new TurnWriter({ writer, registry, approvals, settings, store, live, media, decoder, log });
  const pieces = new PieceWriter({ writer, store, media });
  const chat = new ChatService({
    store,
    models,
    scheduler,
    writer,
    turns,
    pieces,
    storage,
    live,
    media,
    publish,
  });
  const drafts = new DraftReader({ store, live, media, registry, inference, isOnBattery, log });
  const messageChanges = new MessageChanges({ store, live, writer, publish });
  const messageDeletion = new MessageDeletion({ store, chat, forgetContexts, publish });
  const conversations = new ConversationService({
    store,
    models,
    chat,
    live,
    eraseDeleted: () => eraseDeleted(store),
    forgetContexts,
    publish,
  });
  const tools = new ToolService({ registry, approvals, conversations, store, settings, publish });
  const modelChoice = new ModelChoice(loader, scheduler, settings, log);
  const idleUnloader = new IdleUnloader({
    scheduler,
    afterMinutes: () => settings.current.unloadAfterMinutes,
    unload: () => {
      modelChoice
        .unload()
        .catch((thrown: unknown) => log.error("The idle model could not be unloaded", thrown));
    },
  });
  settings.onChange((now, before) => {
    if (now.unloadAfterMinutes !== before.unloadAfterMinutes) idleUnloader.restart();
  });
  return {
    store,
    search,
    conversations,
    chat,
    drafts,
    messageChanges,
    messageDeletion,
    live,
    storage,
    writer,
    tools,
    loader,
    scheduler,
    inference,
    modelChoice,
    idleUnloader,
  };
}
