import type { AppSnapshot, Notice } from "../shared/ipc/contract.ts";
import { AppError, toFailure } from "../shared/ipc/result.ts";
import { openDatabase } from "./storage/open-database.ts";
import { EngineClient } from "./inference/local/engine-client.ts";
import type { StartEngineProcess } from "./inference/local/engine-process.ts";
import type { HangLimits } from "./inference/local/hang-detector.ts";
import { exportReader, type ReadExport } from "./export/read-export.ts";
import { HardwareService } from "./hardware/hardware-service.ts";
import { measureBandwidth } from "./hardware/measure-bandwidth.ts";
import { homeFailure } from "./home/home-failure.ts";
import { lockHome, type InstanceAddress } from "./home/home-lock.ts";
import { openHome } from "./home/home.ts";
import { openLog } from "./home/log.ts";
import { createHandlers } from "./ipc/handlers.ts";
import { createRouter, type Dispatch } from "./ipc/router.ts";
import { MediaStore } from "./media/media-store.ts";
import { Downloads } from "./models/downloads/downloads.ts";
import type { TransferOptions } from "./models/downloads/transfer-options.ts";
import { HubService } from "./models/hub/hub-service.ts";
import { fileTokenVault, type TokenVault } from "./models/hub/token-vault.ts";
import { CatalogStore } from "./models/catalog-store.ts";
import { loadChecker } from "./inference/check-load.ts";
import type { ModelLibrary } from "./models/library.ts";
import { ModelsOnDisk, type DesktopFiles } from "./models/models-on-disk.ts";
import type { StoreFolders } from "./models/stores/store-folders.ts";
import type { Publish } from "./ipc/publish.ts";
import { createServices, type Services } from "./services.ts";
import { SettingsStore } from "./settings/settings-store.ts";
import { tidyUp } from "./tidy-up.ts";
import { DisposalStack } from "./disposal-stack.ts";

export interface AppOptions {
  /** FACET_HOME, absolute; see `home/home.ts` for the default. Made when it is missing. */
  readonly home: string;
  /** The GGUF file that ships inside the app, absolute. */
  readonly demoModelPath: string;
  readonly startEngineProcess: StartEngineProcess;
  /** When an engine counts as hanging, where not as usual. */
  readonly hangLimits?: HangLimits;
  readonly version: string;
  readonly host: AppSnapshot["host"];
  readonly desktop?: DesktopFiles;
  /** Where other apps keep their models; nobody looks there without. */
  readonly stores?: StoreFolders;
  /** Keeps the access token of the hub; the path is where. Else a file of its owner does. */
  readonly tokenVault?: (path: string) => TokenVault | Promise<TokenVault>;
  /** For tests, which can't wait. */
  readonly transferOptions?: TransferOptions;
  /** Gets every event, in order. */
  readonly publish: Publish;
}

/** Everything behind the contract, for one data folder. */
export interface App {
  readonly dispatch: Dispatch;
  /** Where bytes from a page go, and come from; beside the contract. */
  readonly media: MediaStore;
  readonly readExport: ReadExport;
  /** Tells a second process that finds the data folder taken where this one can be reached. */
  announce(address: InstanceAddress): Promise<void>;
  /** Ends the engine, writes what was streamed and gives the data folder back. */
  dispose(): Promise<void>;
}

/**
 * Opens the data folder and starts the services; the host connects `dispatch` and `publish` to its pages.
 * @throws AppError `home-in-use` {pid, url}: another process holds the folder; `storage-failed`: it can not be used
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
  const { publish, version, host } = options;
  const home = await openHome(options.home);
  const lock = await lockHome(home);
  opened.add(() => lock.release());
  const log = openLog(home.logsFolder);
  opened.onFailure = (thrown) => log.error("Something could not be put away", thrown);
  log.info("Facet starts", { version, host, platform: process.platform, node: process.version });

  const { database, notice } = openDatabase(home);
  opened.add(() => database.close());
  if (notice) log.error("The database was damaged and has been set aside", notice);
  const settings = await SettingsStore.open(home.settingsFile, publish, log);
  opened.add(() => settings.dispose());
  const modelsOnDisk = await ModelsOnDisk.open({
    home,
    demoModelPath: options.demoModelPath,
    stores: options.stores ?? null,
    desktop: options.desktop,
  });
  opened.add(() => modelsOnDisk.dispose());
  const { library } = modelsOnDisk;
  library.onChange((models) => publish({ event: "models.changed", data: models }));
  const hub = await HubService.open({
    settings,
    vault: await (options.tokenVault ?? fileTokenVault)(home.hubTokenFile),
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
  opened.add(() => downloads.dispose());
  const engine = new EngineClient(options.startEngineProcess, home.engineScratchFolder, options.hangLimits);
  opened.add(() => engine.dispose());

  const media = new MediaStore(home.mediaFolder);
  const hardware = new HardwareService({
    engine,
    modelsFolder: home.modelsFolder,
    file: home.hardwareFile,
    publish,
    log,
    measure: measureBandwidth,
    isBusy: () => services.queue.isBusy,
  });
  const checkLoad = loadChecker(() => hardware.withGpu());
  const services: Services = createServices({
    database,
    engine,
    models: library,
    settings,
    media,
    checkLoad,
    publish,
    log,
  });
  opened.add(() => services.chat.dispose());
  await tidyUp({ home, database, store: services.store, log });
  await library.start();
  await downloads.start();
  loadOnceListed(library, () => services.modelChoice.loadAhead());

  opened.add(() => services.idleUnloader.dispose());
  const catalog = await CatalogStore.open({
    file: home.catalogFile,
    list: (repo) => hub.client.listing(repo),
    log,
  });
  const { store, storage, live, loader } = services;
  const notices: readonly Notice[] = notice ? [notice] : [];
  const snapshot = (): AppSnapshot => ({
    version,
    host,
    platform: shownPlatform(),
    modelsFolder: home.modelsFolder,
    settings: settings.current,
    models: library.list(),
    downloads: downloads.list(),
    hubToken: hub.token,
    engine: loader.state,
    conversations: store.list(),
    runs: live.runs(),
    notices,
    storage: storage.failure,
  });
  const handlers = createHandlers({
    services,
    settings,
    hardware,
    library,
    modelsOnDisk,
    downloads,
    hub,
    catalog,
    snapshot,
  });
  const route = createRouter(handlers, (name, thrown) => log.error(`A bug answered ${name}`, thrown));
  let isOpen = true;
  opened.add(() => (isOpen = false));
  const closed = toFailure(new AppError("disconnected", "Facet is closing"));
  return {
    media,
    readExport: exportReader(services.conversations, media),
    dispatch: async (name, input) => (isOpen ? route(name, input) : { ok: false, error: closed }),
    announce: (address) => lock.announce(address),
    dispose: () => opened.dispose(),
  };
}

/** On a slow disk the list of models comes later than the app. */
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

function shownPlatform(): AppSnapshot["platform"] {
  return process.platform === "win32" || process.platform === "darwin" ? process.platform : "linux";
}
