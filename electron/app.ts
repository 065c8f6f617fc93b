import type { ModelId } from "../shared/models/model.ts";
import { Access } from "./access/access.ts";
import { accessFeature } from "./access/access-feature.ts";
import { apiFeature } from "./api/api-feature.ts";
import { LocalApi, type LocalApiOptions } from "./api/local-api.ts";
import { mediaOfDecoder } from "./api/media-of-decoder.ts";
import { imageFetcher } from "./api/prompt/image-fetcher.ts";
import type { AppOptions } from "./app-options.ts";
import { chatFeature } from "./chat/chat-feature.ts";
import { conversationFeature } from "./chat/conversation-feature.ts";
import { openCommands } from "./cli/host/open-commands.ts";
import type { Operate } from "./cli/host/run-operation.ts";
import type { HostFacts } from "./cli/protocol/frames.ts";
import { DecodeClient } from "./decode/decode-client.ts";
import type { FileDecoder } from "./decode/file-decoder.ts";
import { forkDecodeProcess } from "./decode/fork-decode-process.ts";
import { PreparedFiles } from "./decode/prepared-files.ts";
import { desktopFeature } from "./desktop/desktop-feature.ts";
import { DisposalStack } from "./disposal-stack.ts";
import { Doctor } from "./doctor/doctor.ts";
import { doctorFeature } from "./doctor/doctor-feature.ts";
import { eraseDeleted } from "./erase-deleted.ts";
import { exportReader, type ReadExport } from "./export/read-export.ts";
import { isOnBattery } from "./hardware/battery.ts";
import { hardwareFeature } from "./hardware/hardware-feature.ts";
import { HardwareService } from "./hardware/hardware-service.ts";
import { measureComputer } from "./hardware/measure-computer.ts";
import { MeasuredSpeeds } from "./hardware/measured-speeds.ts";
import { homeFailure } from "./home/home-failure.ts";
import type { InstanceAddress } from "./home/home-lock.ts";
import { hostFeature } from "./home/host-feature.ts";
import { logFeature } from "./home/log-feature.ts";
import { openDataFolder } from "./home/open-data-folder.ts";
import { loadingFeature } from "./inference/loading-feature.ts";
import { EngineClient } from "./inference/local/engine-client.ts";
import { FailedVariants } from "./inference/local/failed-variants.ts";
import { ContextCache } from "./inference/local/kept/context-cache.ts";
import { contextCacheFeature } from "./inference/local/kept/context-cache-feature.ts";
import { memoryCheck } from "./inference/memory-check.ts";
import { RemoteServers } from "./inference/remote/servers/remote-servers.ts";
import { serverFeature } from "./inference/remote/servers/server-feature.ts";
import { closableDispatch } from "./ipc/closable-dispatch.ts";
import { Events } from "./ipc/events.ts";
import { mergeFeatures } from "./ipc/merge-features.ts";
import { createRouter, type Dispatch } from "./ipc/router.ts";
import { MediaStore } from "./media/media-store.ts";
import { catalogFeature } from "./models/catalog-feature.ts";
import { CatalogStore } from "./models/catalog-store.ts";
import { fileTokenVault } from "./models/hub/token-vault.ts";
import { openModels } from "./models/open-models.ts";
import { forkTemplateProcess } from "./models/template/fork-template-process.ts";
import { templateFeature } from "./models/template/template-feature.ts";
import { TemplateInspector } from "./models/template/template-inspector.ts";
import { TemplateService } from "./models/template/template-service.ts";
import { createSafeFetch } from "./net/safe-fetch.ts";
import { createServices, type Services } from "./services.ts";
import { InterfaceLanguage } from "./settings/interface-language.ts";
import { settingsFeature } from "./settings/settings-feature.ts";
import { SettingsStore } from "./settings/settings-store.ts";
import { SpaceReclaimer } from "./storage/space-reclaimer.ts";
import type { FileTasks } from "./tasks/file-tasks.ts";
import { InferredFileTasks } from "./tasks/inferred-file-tasks.ts";
import { tidyUp } from "./tidy-up.ts";
import { openTools } from "./tools/open-tools.ts";
import { toolFeature } from "./tools/tool-feature.ts";
import { openUpdates } from "./updates/open-updates.ts";
import { updateFeature } from "./updates/update-feature.ts";

/** The services behind the IPC contract, for one data folder. */
export interface App {
  readonly dispatch: Dispatch;
  /** Stores the files that pages upload and read; bytes are transferred outside the contract. */
  readonly media: MediaStore;
  readonly readExport: ReadExport;
  /** Which browsers may use this app; the host attaches its server. */
  readonly access: Access;
  /** Decodes files that come without a page. */
  readonly decoder: FileDecoder;
  /** Reads receipts and recordings without a chat. */
  readonly fileTasks: FileTasks;
  /** Publishes the address of this process to a second one that finds the data folder locked. */
  announce(address: Pick<InstanceAddress, "url" | "secret">): Promise<void>;
  /** Runs an operation of the command line; commands in other processes reach it over a socket (ADR 31). */
  readonly operate: Operate;
  readonly hostFacts: HostFacts;
  /** Stops the engine, stores the streamed text and releases the data folder. */
  dispose(): Promise<void>;
}

/**
 * Opens the data folder and starts the services; the host connects `dispatch` and `publish` to its pages.
 * @throws AppError `home-in-use` {pid, url} when another process holds the folder; `storage-failed` when it
 * cannot be used
 */
export async function createApp(options: AppOptions): Promise<App> {
  const opened = new DisposalStack();
  try {
    return await openApp(options, opened);
  } catch (thrown) {
    await opened.dispose();
    throw homeFailure(options.home, thrown);
  }
}

async function openApp(options: AppOptions, opened: DisposalStack): Promise<App> {
  const { version, host, isForOneCommand = false, tokenVault: openVault = fileTokenVault } = options;
  const events = new Events(options.publish);
  const { publish } = events;
  const { home, lock, log, database, notices } = await openDataFolder(
    options.home,
    { version, host },
    opened,
  );
  const settings = await SettingsStore.open(home.settingsFile, publish, log);
  const ofSettings = opened.use(settingsFeature(settings));
  const settingsOf = (modelId: ModelId) => settings.ofModel(modelId);
  const access = await Access.open({
    file: home.accessFile,
    log,
    onChange: (state) => publish({ event: "access.changed", data: state }),
  });
  const ofAccess = opened.use(accessFeature(access));

  // Models, and what runs them.
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  const language = new InterfaceLanguage(() => settings.current.language, locale);
  const models = await openModels({
    options,
    home,
    settings,
    language,
    openVault,
    unload: (modelId) => services.modelChoice.unload(modelId),
    publish,
    log,
    opened,
  });
  const { library, hub, downloads } = models;
  const variants = new FailedVariants(home.engineVariantsFile, version);
  const engine = opened.use(
    new EngineClient(options.startEngineProcess, home.engineScratchFolder, options.hangLimits, variants),
  );
  const servers = await RemoteServers.open({
    file: home.serversFile,
    vaultOf: (serverId) => openVault(home.serverKeyFile(serverId)),
    onChange: (list) => publish({ event: "servers.changed", data: list }),
    onWriteFailed: (thrown) => log.error("The list of servers could not be saved", thrown),
  });
  const ofServers = opened.use(serverFeature(servers));
  const hardware = new HardwareService({
    engine,
    modelsFolder: home.modelsFolder,
    file: home.hardwareFile,
    publish,
    log,
    measure: measureComputer,
    isBusy: () => services.scheduler.isBusy,
  });
  const speeds = opened.use(await MeasuredSpeeds.open(home.speedsFile, log));
  const ofHardware = opened.use(hardwareFeature(hardware, speeds));

  // Media and tools.
  const media = new MediaStore(home.mediaFolder);
  const preparedFiles = new PreparedFiles(home.decodedFolder);
  await preparedFiles.clear();
  const decoder = opened.use(
    new DecodeClient(options.startDecodeProcess ?? forkDecodeProcess, preparedFiles),
  );
  const fetch = createSafeFetch();
  const tools = await openTools({ options, home, settings, media, fetch, openVault, publish, log, opened });
  const { registry } = tools;

  // Chats and inference.
  const services: Services = createServices({
    registry,
    database,
    engine,
    models: library,
    remoteModel: (wanted) => servers.find(wanted),
    settings,
    media,
    decoder,
    onMeasured: (modelId, result) => speeds.record(modelId, result),
    isOnBattery: options.isOnBattery ?? isOnBattery,
    checkLoad: memoryCheck({ hardware: () => hardware.withGpu(), models: library, settingsOf }),
    eraseDeleted: (store) => eraseDeleted({ home, database, store }),
    forgetContexts: (ids) => contexts.forget(ids),
    publish,
    log,
  });
  const { store, inference, loader, scheduler, live, modelChoice } = services;
  const contexts: ContextCache = new ContextCache({
    folder: home.contextsFolder,
    engine,
    settings,
    models: library,
    isLive: (owner) => store.findSummary(owner) !== null,
    log,
  });
  const templates = new TemplateService({
    pathOf: (modelId) => library.find(modelId)?.path ?? null,
    inspector: new TemplateInspector(options.startTemplateProcess ?? forkTemplateProcess),
    countTokens: (modelId, segments) => loader.countSegments(modelId, segments),
  });
  const ofTemplates = opened.use(templateFeature(templates));
  const ofLoading = opened.use(loadingFeature({ ...services, settings, templates, engine, variants }));
  const ofTools = opened.use(toolFeature(services.tools));
  const ofChat = opened.use(chatFeature(services));

  // The API for programs.
  const fileTasks = new InferredFileTasks({ decoder, inference, models: library });
  const api: LocalApiOptions = {
    inference,
    models: library,
    defaultModelId: () => settings.current.modelId,
    contextSizeOf: (modelId) => loader.contextSizeOf(modelId),
    media: mediaOfDecoder(decoder),
    fetchImage: imageFetcher(fetch),
    registry,
    transcribe: (request, signal) => fileTasks.transcribe(request, signal),
    version,
    log,
  };
  const localApi = await LocalApi.open(home.localServerFile, api, publish, !isForOneCommand);
  const ofApi = opened.use(apiFeature(localApi));

  // What begins to work by itself.
  opened.use(new SpaceReclaimer({ database, isIdle: () => live.all().length === 0, log }));
  await tidyUp({ home, database, store, log });
  await contexts.start();
  await library.start();
  await downloads.start({ resumes: !isForOneCommand });
  if (!isForOneCommand) library.onceListed(() => modelChoice.loadAhead());
  const catalog = await CatalogStore.open({
    file: home.catalogFile,
    list: (repo) => hub.client.listing(repo),
    log,
  });
  const doctor = new Doctor({
    version,
    home: home.folder,
    hardware,
    engine,
    models: library,
    settingsOf,
    templates,
    inference,
    fileTasks,
  });
  const work = { scheduler, live, downloads };
  const updates = await openUpdates(options.openUpdater, { settings, work, publish, log });
  const ofUpdates = opened.use(updateFeature(updates));
  updates?.start();

  // Requests of pages, and operations of commands.
  const features = [
    hostFeature({ version, host, notices, storage: services.storage }),
    ofSettings,
    conversationFeature(services),
    ofChat,
    ofLoading,
    contextCacheFeature(contexts),
    ...models.features,
    ofTemplates,
    ofHardware,
    catalogFeature(catalog),
    ofServers,
    ofAccess,
    ofApi,
    ofTools,
    ...tools.features,
    opened.use(doctorFeature(doctor, publish)),
    desktopFeature(options.shell ?? null),
    logFeature(home),
    ofUpdates,
  ] as const;
  const route = createRouter(
    mergeFeatures(features, (facts) => language.hear(facts)),
    (name, thrown) => log.error(`The request ${name} failed because of a bug`, thrown),
  );
  const { dispatch } = opened.use(closableDispatch(route));
  const hostFacts: HostFacts = { version, pid: process.pid, kind: isForOneCommand ? "command" : host };
  const operate = await openCommands(
    {
      ...services,
      dispatch,
      decoder,
      fileTasks,
      doctor,
      api,
      models: library,
      modelsOnDisk: models.onDisk,
      subscribe: events.subscribe,
    },
    { home: home.folder, lock, facts: hostFacts, log, opened },
  );
  return {
    access,
    media,
    decoder,
    fileTasks,
    readExport: exportReader(services.conversations, media),
    dispatch,
    operate,
    hostFacts,
    announce: (address) => lock.announce(address),
    dispose: () => opened.dispose(),
  };
}
