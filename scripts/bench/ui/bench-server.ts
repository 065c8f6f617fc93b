import { fileURLToPath } from "node:url";
import { createApp } from "../../../electron/app.ts";
import { appVersion, bundle } from "../../../electron/bundle.ts";
import { forkEngine } from "../../../electron/inference/local/fork-engine.ts";
import { pageFiles } from "../../../electron/page/page-files.ts";
import { hostBrowsers } from "../../../electron/server/browser-host.ts";

/** Serve mode with the metronome engine. Prints its link and runs until its parent exits. */
const home = process.env["FACET_HOME"] ?? "";
const metronome = fileURLToPath(new URL("../metronome-engine.ts", import.meta.url));
const host = await hostBrowsers({
  address: { host: "127.0.0.1", port: 0 },
  findPageFile: pageFiles(bundle.pageFolder),
  openApp: (publish) =>
    createApp({
      home,
      demoModelPath: bundle.demoModel,
      startEngineProcess: forkEngine(metronome),
      version: appVersion(),
      host: "browser",
      publish,
    }),
  onUnauthorized: () => undefined,
});
process.send?.(host.link());
process.on("disconnect", () => {
  void host.dispose().then(() => process.exit(0));
});
