import { homedir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import { createApp } from "./app.ts";
import { appVersion, bundle } from "./bundle.ts";
import { pruneCrashDumps } from "./home/crash-dumps.ts";
import { homeFolder, homePaths } from "./home/home.ts";
import { logUnhandledRejections } from "./home/last-handler.ts";
import { openLog } from "./home/log.ts";
import { refusalLog } from "./home/refusal-log.ts";
import { inBackground } from "./in-background.ts";
import { requestOf } from "./ipc/router.ts";
import { ChunkedUploads } from "./media/chunked-uploads.ts";
import { mediaReader } from "./media/read-media.ts";
import { storeFolders } from "./models/stores/store-folders.ts";
import { pageFiles } from "./page/page-files.ts";
import { answerCallers } from "./server/answer-callers.ts";
import { DesktopNetwork } from "./server/desktop-network.ts";
import { openSocketEndpoint } from "./server/socket-endpoint.ts";
import { registerAppScheme, serveAppScheme } from "./shell/app-scheme.ts";
import { keepCrashDumps } from "./shell/crash-dumps.ts";
import { showContextMenus } from "./shell/context-menu.ts";
import { announceOpened, createDesktopApp } from "./shell/desktop-app.ts";
import { desktopFiles } from "./shell/desktop-files.ts";
import { engineUtilityProcess } from "./shell/engine-utility-process.ts";
import { answerPages, publishToWindows } from "./shell/ipc.ts";
import { claimDesktop, disposeBeforeQuit } from "./shell/lifecycle.ts";
import { packagedCommand } from "./shell/packaged-command.ts";
import { packagedUpdater } from "./shell/packaged-updater.ts";
import { OpenedItems } from "./shell/opened-items.ts";
import { QuickWindow } from "./shell/quick-window.ts";
import { receiveOpened } from "./shell/receive-opened.ts";
import { secureApp } from "./shell/security.ts";
import { sideUtilityProcess } from "./shell/side-utility-process.ts";
import { showStartupFailure } from "./shell/startup-failure.ts";
import { systemIsOnBattery } from "./shell/system-battery.ts";
import { systemTokenVault } from "./shell/system-token-vault.ts";
import { openWindow, revealWindow } from "./shell/window.ts";
import { withinLimit } from "./within-limit.ts";

const transfersLimitMs = 5_000;

/** The desktop app: starts the services and opens a window. */
const home = homeFolder(process.env, process.platform, homedir());
logUnhandledRejections(home);
registerAppScheme();
const opened = new OpenedItems(announceOpened);
const handOver = receiveOpened(opened);
if (claimDesktop(home)) {
  keepCrashDumps(home);
  void app
    .whenReady()
    .then(start)
    .catch((thrown: unknown) => showStartupFailure(thrown, home));
} else {
  app.quit();
}

async function start(): Promise<void> {
  const log = openLog(homePaths(home).logsFolder);
  const refusals = refusalLog(log);
  opened.logTo(refusals);
  secureApp(refusals);
  const windowOptions = { preload: bundle.preload, icon: bundle.icon };
  const open = async () => {
    const window = await openWindow({ ...windowOptions, stateFile: join(home, "window.json") });
    showContextMenus(window, desktop.words);
  };
  const reveal = () => {
    if (!revealWindow()) inBackground(open());
  };
  const command = packagedCommand();
  const desktop = createDesktopApp({ opened, quick: new QuickWindow(windowOptions), command, reveal });
  const sockets = openSocketEndpoint(answerCallers((name, input) => services.dispatch(name, input)));
  const services = await createApp({
    home,
    demoModelPath: bundle.demoModel,
    startEngineProcess: engineUtilityProcess(bundle.engineHost),
    startTemplateProcess: sideUtilityProcess(bundle.templateHost, "Facet templates"),
    startDecodeProcess: sideUtilityProcess(bundle.decodeHost, "Facet decoders"),
    startPageProcess: sideUtilityProcess(bundle.pageHost, "Facet pages"),
    startCodeProcess: sideUtilityProcess(bundle.codeHost, "Facet code"),
    version: appVersion(),
    host: "desktop",
    tokenVault: systemTokenVault,
    desktop: desktopFiles,
    openUpdater: packagedUpdater,
    shell: desktop,
    isOnBattery: systemIsOnBattery,
    stores: storeFolders(process.env, process.platform, homedir()),
    publish(message) {
      desktop.follow(message);
      publishToWindows(message);
      sockets.publish(message);
    },
  });
  const findPageFile = pageFiles(bundle.pageFolder);
  serveAppScheme({
    findPageFile,
    readMedia: mediaReader(services.media),
    readExport: services.readExport,
    readOpened: (id) => opened.readOnce(id),
  });
  const network = new DesktopNetwork({ app: services, sockets, findPageFile });
  const uploads = new ChunkedUploads(services.media);
  disposeBeforeQuit(async () => {
    const transfers = [network.dispose(), uploads.dispose()];
    try {
      await withinLimit(Promise.all(transfers), transfersLimitMs, "Ending the transfers");
    } finally {
      await services.dispose();
    }
  });
  await network.resume();
  answerPages(services.dispatch, uploads, refusals);
  desktop.apply((await requestOf(services.dispatch, "app.snapshot", {})).settings);

  handOver(reveal);
  app.on("activate", reveal);
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  await open();
  inBackground(pruneCrashDumps(home));
  if (command !== null) inBackground(command.refresh());
}
