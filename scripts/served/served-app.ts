import { createApp } from "../../electron/app.ts";
import { forkEngine } from "../../electron/inference/local/fork-engine.ts";
import { hostBrowsers } from "../../electron/server/browser-host.ts";
import { endOnSignal } from "../../electron/server/end-on-signal.ts";
import { engineHostPath } from "../../tests/fixtures/running-app.ts";
import { lookupOff } from "./served-process.ts";
import { withoutLookup } from "./without-lookup.ts";

/**
 * Serve mode run from its sources, on any free port and without a page. Sends its link to the parent process.
 */
const [home = "", demoModelPath = "", lookup = ""] = process.argv.slice(2);
const startEngineProcess = forkEngine(engineHostPath);
const host = await hostBrowsers({
  address: { host: "127.0.0.1", port: 0 },
  findPageFile: async () => null,
  openApp: (publish) =>
    createApp({
      home,
      demoModelPath,
      startEngineProcess: lookup === lookupOff ? withoutLookup(startEngineProcess) : startEngineProcess,
      version: "0.0.0",
      host: "browser",
      publish,
    }),
  onUnauthorized: () => undefined,
});
endOnSignal(() => host.dispose());
process.send?.(host.link());
