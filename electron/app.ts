import type { AppSnapshot } from "../shared/ipc/contract.ts";
import { AppError, toFailure } from "../shared/ipc/result.ts";
import { Access } from "./access/access.ts";
import { accessFeature } from "./access/access-feature.ts";
import { apiFeature } from "./api/api-feature.ts";
import { LocalApi, type LocalApiOptions } from "./api/local-api.ts";
import { chatFeature } from "./chat/chat-feature.ts";
import { conversationFeature } from "./chat/conversation-feature.ts";
import { openDatabase } from "./storage/open-database.ts";
import { EngineClient } from "./inference/local/engine-client.ts";
import { ContextCache } from "./inference/local/kept/context-cache.ts";
import { contextCacheFeature } from "./inference/local/kept/context-cache-feature.ts";
import type { StartEngineProcess } from "./inference/local/engine-process.ts";
import { FailedVariants } from "./inference/local/failed-variants.ts";
import type { HangLimits } from "./inference/local/hang-detector.ts";
import { desktopFeature } from "./desktop/desktop-feature.ts";
import type { DesktopShell } from "./desktop/desktop-shell.ts";
import { DecodeClient } from "./decode/decode-client.ts";
import type { StartDecodeProcess } from "./decode/decode-protocol.ts";
import type { FileDecoder } from "./decode/file-decoder.ts";
import { forkDecodeProcess } from "./decode/fork-decode-process.ts";
import { PreparedFiles } from "./decode/prepared-files.ts";
import { exportReader, type ReadExport } from "./export/read-export.ts";
import { serverFeature } from "./inference/remote/servers/server-feature.ts";
import { RemoteServers } from "./inference/remote/servers/remote-servers.ts";
import { isOnBattery } from "./hardware/battery.ts";
import { hardwareFeature } from "./hardware/hardware-feature.ts";
import { HardwareService } from "./hardware/hardware-service.ts";
import { measureArithmetic } from "./hardware/measure-arithmetic.ts";
import { MeasuredSpeeds } from "./hardware/measured-speeds.ts";
import { measureBandwidth } from "./hardware/measure-bandwidth.ts";
import { hostFeature } from "./home/host-feature.ts";
import { homeFailure } from "./home/home-failure.ts";
import type { Notice } from "../shared/ipc/host-routes.ts";
import { lockHome, type InstanceAddress } from "./home/home-lock.ts";
import { isWritableByOthers, openHome } from "./home/home.ts";
import { logFeature } from "./home/log-feature.ts";
import { openLog, type Log } from "./home/log.ts";
import { createSafeFetch } from "./net/safe-fetch.ts";
import { mergeFeatures } from "./ipc/merge-features.ts";
import { createRouter, type Dispatch } from "./ipc/router.ts";
import { mediaOfDecoder } from "./api/media-of-decoder.ts";
import { imageFetcher } from "./api/prompt/image-fetcher.ts";
import { openControlSocket } from "./cli/host/control-socket.ts";
import { operationHandlers } from "./cli/host/operation-handlers.ts";
import { operationRunner, type Operate } from "./cli/host/run-operation.ts";
import type { HostFacts } from "./cli/protocol/frames.ts";
import { MediaStore } from "./media/media-store.ts";
import { downloadFeature } from "./models/downloads/download-feature.ts";
import { Downloads } from "./models/downloads/downloads.ts";
import { transferOptions, type TransferOptions } from "./models/downloads/transfer-options.ts";
import { hubFeature } from "./models/hub/hub-feature.ts";
import { HubService } from "./models/hub/hub-service.ts";
import { fileTokenVault, type TokenVault } from "./models/hub/token-vault.ts";
import { catalogFeature } from "./models/catalog-feature.ts";
import { CatalogStore } from "./models/catalog-store.ts";
import { memoryCheck } from "./inference/memory-check.ts";
import { loadingFeature } from "./inference/loading-feature.ts";
import { modelFeature } from "./models/model-feature.ts";
import type { ModelLibrary } from "./models/library.ts";
import { ModelsOnDisk, type DesktopFiles } from "./models/models-on-disk.ts";
import { forkTemplateProcess } from "./models/template/fork-template-process.ts";
import { templateFeature } from "./models/template/template-feature.ts";
import { TemplateInspector } from "./models/template/template-inspector.ts";
import type { StartTemplateProcess } from "./models/template/template-process.ts";
import { TemplateService } from "./models/template/template-service.ts";
import type { StoreFolders } from "./models/stores/store-folders.ts";
import type { Publish } from "./ipc/publish.ts";
import { createServices, type Services } from "./services.ts";
import { settingsFeature } from "./settings/settings-feature.ts";
import type { FileTasks } from "./tasks/file-tasks.ts";
import { InferredFileTasks } from "./tasks/inferred-file-tasks.ts";
import { InterfaceLanguage } from "./settings/interface-language.ts";
import { SettingsStore } from "./settings/settings-store.ts";
import { mcpFeature } from "./tools/mcp/mcp-feature.ts";
import { McpServers } from "./tools/mcp/mcp-servers.ts";
import { ServerOffers } from "./tools/mcp/server-offers.ts";
import { builtInTools } from "./tools/built-in/built-in-tools.ts";
import { ChatFolders } from "./tools/code/chat-folders.ts";
import { codeLimits } from "./tools/code/code-limits.ts";
import type { StartCodeProcess } from "./tools/code/code-protocol.ts";
import { codeProvider } from "./tools/code/code-provider.ts";
import { CodeRunner } from "./tools/code/code-runner.ts";
import { pyodideSource, type PackageSource } from "./tools/code/packages/package-source.ts";
import { PythonPackages } from "./tools/code/packages/python-packages.ts";
import { pythonPackagesFeature } from "./tools/code/packages/python-packages-feature.ts";
import { forkCodeProcess } from "./tools/code/fork-code-process.ts";
import { toolFeature } from "./tools/tool-feature.ts";
import { ToolRegistry } from "./tools/tool-registry.ts";
import { forkPageProcess } from "./tools/web/page/fork-page-process.ts";
import { PageReader } from "./tools/web/page/page-reader.ts";
import type { StartPageProcess } from "./tools/web/page/page-process.ts";
import { SearchKeys } from "./tools/web/search/search-keys.ts";
import { WebSearch } from "./tools/web/search/web-search.ts";
import { webSearchFeature } from "./tools/web/web-search-feature.ts";
import { webTools } from "./tools/web/web-tools.ts";
import { Doctor } from "./doctor/doctor.ts";
import { doctorFeature } from "./doctor/doctor-feature.ts";
import { eraseDeleted } from "./erase-deleted.ts";
import { SpaceReclaimer } from "./storage/space-reclaimer.ts";
import { tidyUp } from "./tidy-up.ts";
import { updateFeature } from "./updates/update-feature.ts";
import { UpdateService } from "./updates/update-service.ts";
import type { Updater } from "./updates/updater.ts";
import { DisposalStack } from "./disposal-stack.ts";

export interface AppOptions {
  /** FACET_HOME, absolute; see `home/home.ts` for the default. Created when it is missing. */
  readonly home: string;
  /** Absolute path of the demo model for English text; its other files are beside it. */
  readonly demoModelPath: string;
  readonly startEngineProcess: StartEngineProcess;
  /** Starts the process that previews chat templates; by default a forked Node. */
  readonly startTemplateProcess?: StartTemplateProcess;
  /** Starts the process that decodes files without a page; by default a forked Node. */
  readonly startDecodeProcess?: StartDecodeProcess;
  /** Starts the process that parses web pages; by default a forked Node. */
  readonly startPageProcess?: StartPageProcess;
  /** Starts the process in which models run code; by default a forked Node. */
  readonly startCodeProcess?: StartCodeProcess;
  /** Overrides the default limits after which an engine counts as hanging. */
  readonly hangLimits?: HangLimits;
  readonly version: string;
  readonly host: AppSnapshot["host"];
  /** The services live as long as one command: no model is loaded ahead, and no download is resumed. */
  readonly isForOneCommand?: boolean;
  readonly desktop?: DesktopFiles;
  /** Whether the computer runs on battery; null: not known. By default, as Linux says. */
  readonly isOnBattery?: () => boolean | null;
  /** The window's frame, menus and the like; without it, the host is no desktop app. */
  readonly shell?: DesktopShell;
  /** Only an installed desktop app has an updater; without one, Facet never looks for updates. */
  readonly openUpdater?: (log: Log) => Promise<Updater | undefined>;
  /** The folders of other apps' models; without it, they are not scanned. */
  readonly stores?: StoreFolders;
  /**
   * Creates the store for a secret at this path (the hub's access token, a server's API key); by default a
   * file readable by its owner only.
   */
  readonly tokenVault?: (path: string) => TokenVault | Promise<TokenVault>;
  /** For tests, which use shorter delays. */
  readonly transferOptions?: TransferOptions;
  /** For tests, which have packages of their own on this computer. */
  readonly pythonPackageSource?: PackageSource;
  /** Receives every event, in order. */
  readonly publish: Publish;
}

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
  const { version, host, isForOneCommand = false } = options;
  const listeners = new Set<Publish>();
  const publish: Publish = (message) => {
    options.publish(message);
    for (const listener of listeners) listener(message);
  };
  const home = await openHome(options.home);
  const lock = await lockHome(home);
  opened.add(() => lock.release());
  const log = openLog(home.logsFolder);
  opened.onFailure = (thrown) => log.error("A service could not be disposed", thrown);
  log.info("Facet starts", { version, host, platform: process.platform, node: process.version });

  const { database, notice } = openDatabase(home);
  opened.add(() => database.close());
  if (notice) log.error("The database was damaged and has been renamed", notice);
  const notices: Notice[] = notice === null ? [] : [notice];
  if (await isWritableByOthers(home)) {
    log.error("Other users of this computer may write into the data folder");
    notices.push({ code: "folder-open", data: { folder: home.folder } });
  }
  const settings = await SettingsStore.open(home.settingsFile, publish, log);
  const ofSettings = opened.use(settingsFeature(settings));
  const access = await Access.open({
    file: home.accessFile,
    log,
    onChange: (state) => publish({ event: "access.changed", data: state }),
  });
  const ofAccess = opened.use(accessFeature(access));
  const { locale } = Intl.DateTimeFormat().resolvedOptions();
  const language = new InterfaceLanguage(() => settings.current.language, locale);
  const modelsOnDisk = await ModelsOnDisk.open({
    home,
    demoModelPath: options.demoModelPath,
    demoLanguage: () => language.current,
    stores: options.stores ?? null,
    desktop: options.desktop,
    log,
  });
  const ofModels = opened.use(modelFeature(modelsOnDisk, (modelId) => services.modelChoice.unload(modelId)));
  const { library } = modelsOnDisk;
  library.onChange((models) => publish({ event: "models.changed", data: models }));
  const openVault = options.tokenVault ?? fileTokenVault;
  const hub = await HubService.open({
    settings,
    vault: await openVault(home.hubTokenFile),
    onToken: (token) => publish({ event: "hub.tokenChanged", data: token }),
  });
  const downloads = new Downloads({
    modelsFolder: home.modelsFolder,
    hub: hub.client,
    log,
    onChange: (list) => publish({ event: "downloads.changed", data: list }),
    onPlaced: () => library.refresh(),
    ...(options.transferOptions && { options: options.transferOptions }),
  });
  const ofDownloads = opened.use(downloadFeature(downloads));
  const variants = new FailedVariants(home.engineVariantsFile, version);
  const engine = new EngineClient(
    options.startEngineProcess,
    home.engineScratchFolder,
    options.hangLimits,
    variants,
  );
  opened.use(engine);

  const servers = await RemoteServers.open({
    file: home.serversFile,
    vaultOf: (serverId) => openVault(home.serverKeyFile(serverId)),
    onChange: (list) => publish({ event: "servers.changed", data: list }),
    onWriteFailed: (thrown) => log.error("The list of servers could not be saved", thrown),
  });
  const ofServers = opened.use(serverFeature(servers));

  const media = new MediaStore(home.mediaFolder);
  const hardware = new HardwareService({
    engine,
    modelsFolder: home.modelsFolder,
    file: home.hardwareFile,
    publish,
    log,
    measure: async (threads) => ({
      bandwidthBytesPerSecond: await measureBandwidth(threads),
      operationsPerSecond: await measureArithmetic(threads),
    }),
    isBusy: () => services.scheduler.isBusy,
  });
  const speeds = opened.use(await MeasuredSpeeds.open(home.speedsFile, log));
  const fetch = createSafeFetch();
  const pages = new PageReader({ fetch, start: options.startPageProcess ?? forkPageProcess });
  const searchKeys = await SearchKeys.open({
    vaultOf: (provider) => openVault(home.searchKeyFile(provider)),
    onChange: (state) => publish({ event: "webSearch.changed", data: state }),
  });
  const ofWebSearch = opened.use(webSearchFeature({ keys: searchKeys, pages }));
  const search = new WebSearch({ fetch, pages, keys: searchKeys, settings: () => settings.current });
  const preparedFiles = new PreparedFiles(home.decodedFolder);
  await preparedFiles.clear();
  const decoder = new DecodeClient(options.startDecodeProcess ?? forkDecodeProcess, preparedFiles);
  opened.use(decoder);
  const folders = new ChatFolders(home.codeFolder);
  const runner = opened.use(new CodeRunner(options.startCodeProcess ?? forkCodeProcess, codeLimits));
  const pythonPackages = await PythonPackages.open({
    folder: home.pythonPackagesFolder,
    source: options.pythonPackageSource ?? pyodideSource(),
    transfer: options.transferOptions ?? transferOptions,
    log,
    onChange: (info) => publish({ event: "pythonPackages.changed", data: info }),
  });
  const ofPythonPackages = opened.use(pythonPackagesFeature(pythonPackages));
  const mcpServers = await McpServers.open({
    file: home.mcpServersFile,
    vaultOf: (serverId) => openVault(home.mcpSecretsFile(serverId)),
    signInVaultOf: (serverId) => openVault(home.mcpSignInFile(serverId)),
    version,
    onChange: (list) => publish({ event: "mcp.changed", data: list }),
    onQuestions: (list) => publish({ event: "mcp.questions", data: list }),
  });
  const ofMcp = opened.use(mcpFeature(mcpServers, new ServerOffers(mcpServers, media)));
  const registry = new ToolRegistry([
    builtInTools({ settings, dataFolder: home.folder }),
    webTools({ search, pages }),
    codeProvider({ runner, folders, media, packages: pythonPackages }),
    mcpServers,
  ]);
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
    checkLoad: memoryCheck({
      hardware: () => hardware.withGpu(),
      models: library,
      settingsOf: (modelId) => settings.ofModel(modelId),
    }),
    eraseDeleted: (store) => eraseDeleted({ home, database, store }),
    forgetContexts: (ids) => contexts.forget(ids),
    publish,
    log,
  });
  const contexts: ContextCache = new ContextCache({
    folder: home.contextsFolder,
    engine,
    settings,
    modelBytes: () => library.find(settings.current.modelId)?.model.sizeBytes ?? 0,
    isLive: (owner) => services.store.findSummary(owner) !== null,
    log,
  });
  const templates = new TemplateService({
    pathOf: (modelId) => library.find(modelId)?.path ?? null,
    inspector: new TemplateInspector(options.startTemplateProcess ?? forkTemplateProcess),
    countTokens: async (modelId, segments) =>
      services.loader.loadedId === modelId ? engine.countSegments(segments).catch(() => null) : null,
  });
  const ofTemplates = opened.use(templateFeature(templates));
  const ofLoading = opened.use(loadingFeature({ ...services, settings, templates, engine, variants }));
  const ofTools = opened.use(toolFeature(services.tools));
  const ofChat = opened.use(chatFeature(services));
  const fileTasks = new InferredFileTasks({ decoder, inference: services.inference, models: library });
  const api: LocalApiOptions = {
    inference: services.inference,
    models: library,
    defaultModelId: () => settings.current.modelId,
    contextSizeOf: (modelId) =>
      services.loader.loadedId === modelId ? (engine.loaded?.contextSizeTokens ?? null) : null,
    media: mediaOfDecoder(decoder),
    fetchImage: imageFetcher(fetch),
    registry,
    transcribe: (request, signal) => fileTasks.transcribe(request, signal),
    version,
    log,
  };
  const localApi = await LocalApi.open(home.localServerFile, api, publish, !isForOneCommand);
  const ofApi = opened.use(apiFeature(localApi));
  opened.use(new SpaceReclaimer({ database, isIdle: () => services.live.all().length === 0, log }));
  await tidyUp({ home, database, store: services.store, log });
  await contexts.start();
  await library.start();
  await downloads.start({ resumes: !isForOneCommand });
  if (!isForOneCommand) loadOnceListed(library, () => services.modelChoice.loadAhead());
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
    settingsOf: (modelId) => settings.ofModel(modelId),
    templates,
    inference: services.inference,
    fileTasks,
  });

  const updater = await options.openUpdater?.(log);
  const updates =
    updater === undefined
      ? null
      : new UpdateService({
          updater,
          mode: () => settings.current.updates,
          isBusy: () =>
            services.scheduler.isBusy ||
            // Replies of remote models, and those that run tools, leave the engine alone.
            services.live.all().length > 0 ||
            downloads.list().some(({ state }) => state.type === "running" || state.type === "checking"),
          onChange: (state) => publish({ event: "updates.changed", data: state }),
          log,
        });
  const ofUpdates = opened.use(updateFeature(updates));
  updates?.start();

  const features = [
    hostFeature({ version, host, notices, storage: services.storage }),
    ofSettings,
    conversationFeature(services),
    ofChat,
    ofLoading,
    contextCacheFeature(contexts),
    ofModels,
    ofTemplates,
    hardwareFeature(hardware, speeds),
    catalogFeature(catalog),
    ofDownloads,
    hubFeature(hub),
    ofServers,
    ofAccess,
    ofApi,
    ofTools,
    ofWebSearch,
    ofPythonPackages,
    ofMcp,
    opened.use(doctorFeature(doctor, publish)),
    desktopFeature(options.shell ?? null),
    logFeature(home),
    ofUpdates,
  ] as const;
  const handlers = mergeFeatures(features, (facts) => language.hear(facts));
  const route = createRouter(handlers, (name, thrown) =>
    log.error(`The request ${name} failed because of a bug`, thrown),
  );
  let isOpen = true;
  opened.add(() => (isOpen = false));
  const closed = toFailure(new AppError("disconnected", "Facet is closing"));
  const dispatch: Dispatch = async (name, input) =>
    isOpen ? route(name, input) : { ok: false, error: closed };
  const operate = operationRunner(
    operationHandlers({
      ...services,
      dispatch,
      decoder,
      fileTasks,
      doctor,
      api,
      models: library,
      modelsOnDisk,
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    }),
    (name, thrown) => log.error(`The command operation ${name} failed because of a bug`, thrown),
  );
  const hostFacts: HostFacts = { version, pid: process.pid, kind: isForOneCommand ? "command" : host };
  try {
    const socket = opened.use(await openControlSocket({ home: home.folder, operate, host: hostFacts }));
    await lock.announce({ socket: socket.address });
  } catch (thrown) {
    log.error("The socket for commands could not be opened; commands cannot reach this Facet", thrown);
  }
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

/** On a slow disk, the first scan of the library ends after the start of the app. */
function loadOnceListed(library: ModelLibrary, load: () => void): void {
  if (library.list().length > 0) {
    load();
    return;
  }
  const unsubscribe = library.onChange(() => {
    unsubscribe();
    load();
  });
}
