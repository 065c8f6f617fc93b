import { homedir } from "node:os";
import { join } from "node:path";
import { app } from "electron";
import { createApp } from "./app.ts";
import { appVersion, bundle } from "./bundle.ts";
import { homeFolder } from "./home/home.ts";
import { logUnhandledRejections } from "./home/last-handler.ts";
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
import { createAppearance } from "./shell/appearance.ts";
import { showContextMenus } from "./shell/context-menu.ts";
import { desktopFiles } from "./shell/desktop-files.ts";
import { engineUtilityProcess } from "./shell/engine-utility-process.ts";
import { answerPages, publishToWindows } from "./shell/ipc.ts";
import { claimDesktop, disposeBeforeQuit } from "./shell/lifecycle.ts";
import { packagedUpdater } from "./shell/packaged-updater.ts";
import { secureApp } from "./shell/security.ts";
import { sideUtilityProcess } from "./shell/side-utility-process.ts";
import { showStartupFailure } from "./shell/startup-failure.ts";
import { systemTokenVault } from "./shell/system-token-vault.ts";
import { openWindow, revealWindow } from "./shell/window.ts";
import { withinLimit } from "./within-limit.ts";

const transfersLimitMs = 5_000;

/** The desktop app: starts the services and opens a window. */
const home = homeFolder(process.env, process.platform, homedir());
logUnhandledRejections(home);
registerAppScheme();
if (claimDesktop(home)) {
  void app
    .whenReady()
    .then(start)
    .catch((thrown: unknown) => showStartupFailure(thrown, home));
} else {
  app.quit();
}

async function start(): Promise<void> {
  secureApp();
  const appearance = createAppearance();
  const sockets = openSocketEndpoint(answerCallers((name, input) => services.dispatch(name, input)));
  const services = await createApp({
    home,
    demoModelPath: app.isPackaged ? join(process.resourcesPath, "demo", "facet-demo.gguf") : bundle.demoModel,
    startEngineProcess: engineUtilityProcess(bundle.engineHost),
    startTemplateProcess: sideUtilityProcess(bundle.templateHost, "Facet templates"),
    startDecodeProcess: sideUtilityProcess(bundle.decodeHost, "Facet decoders"),
    version: appVersion(),
    host: "desktop",
    tokenVault: systemTokenVault,
    desktop: desktopFiles,
    openUpdater: packagedUpdater,
    stores: storeFolders(process.env, process.platform, homedir()),
    publish(message) {
      appearance.follow(message);
      publishToWindows(message);
      sockets.publish(message);
    },
  });
  const findPageFile = pageFiles(bundle.pageFolder);
  serveAppScheme(findPageFile, mediaReader(services.media), services.readExport);
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
  answerPages(services.dispatch, uploads);
  appearance.apply((await requestOf(services.dispatch, "app.snapshot", {})).settings);

  const open = async () => {
    const stateFile = join(home, "window.json");
    const window = await openWindow({ preload: bundle.preload, icon: bundle.icon, stateFile });
    showContextMenus(window, appearance.words);
  };
  const reveal = () => {
    if (!revealWindow()) inBackground(open());
  };
  app.on("second-instance", reveal);
  app.on("activate", reveal);
  app.on("window-all-closed", () => {
    if (process.platform !== "darwin") app.quit();
  });
  await open();
}
