import { homedir } from "node:os";
import { createApp, type App } from "../../app.ts";
import { logUnhandledRejections } from "../../home/last-handler.ts";
import { forkEngine } from "../../inference/local/fork-engine.ts";
import type { Publish } from "../../ipc/publish.ts";
import { storeFolders } from "../../models/stores/store-folders.ts";
import type { CommandLineOptions } from "../command-line-options.ts";

/**
 * Starts the services in this process.
 * @throws AppError as `createApp` does
 */
export function appHere(
  { home, version, parts }: CommandLineOptions,
  how: { readonly isForOneCommand: boolean; readonly publish: Publish },
): Promise<App> {
  logUnhandledRejections(home);
  return createApp({
    home,
    demoModelPath: parts.demoModel,
    startEngineProcess: forkEngine(parts.engineHost),
    version,
    host: "browser",
    stores: storeFolders(process.env, process.platform, homedir()),
    ...how,
  });
}
