import { homedir } from "node:os";
import { createApp } from "../../app.ts";
import { logUnhandledRejections } from "../../home/last-handler.ts";
import { forkEngine } from "../../inference/local/fork-engine.ts";
import { storeFolders } from "../../models/stores/store-folders.ts";
import type { FacetClient } from "./facet-client.ts";
import { localClient } from "./local-client.ts";

/**
 * Starts the services for one command. Other commands may use them meanwhile, as those of any host.
 * @throws AppError as `createApp` does
 */
export async function startServicesHere(options: {
  readonly home: string;
  readonly version: string;
  readonly parts: { readonly demoModel: string; readonly engineHost: string };
}): Promise<FacetClient> {
  const { home, version, parts } = options;
  logUnhandledRejections(home);
  return localClient(
    await createApp({
      home,
      demoModelPath: parts.demoModel,
      startEngineProcess: forkEngine(parts.engineHost),
      version,
      host: "browser",
      isForOneCommand: true,
      stores: storeFolders(process.env, process.platform, homedir()),
      publish: () => undefined,
    }),
  );
}
