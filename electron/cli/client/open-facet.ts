import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "../../../shared/ipc/result.ts";
import { homePaths } from "../../home/home.ts";
import { readInstance } from "../../home/home-lock.ts";
import type { CommandLineOptions } from "../command-line-options.ts";
import type { FacetClient } from "./facet-client.ts";
import { localClient } from "./local-client.ts";
import { connectToFacet } from "./socket-client.ts";

/** A Facet that has just been started locks the folder some time before it can be reached. */
const patienceMs = 15_000;

/**
 * The Facet that uses this data folder, or else the services started in this process.
 * @throws AppError as `createApp` and `connectToFacet` do
 */
export async function openFacet(options: CommandLineOptions): Promise<FacetClient> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    const running = await runningFacet(options.home);
    if (running !== null) return running;
    try {
      // Loaded only here, since most commands find a running Facet.
      const { appHere } = await import("./app-here.ts");
      return localClient(await appHere(options, { isForOneCommand: true, publish: () => undefined }));
    } catch (thrown) {
      const isInUse = thrown instanceof AppError && thrown.code === "home-in-use";
      if (!isInUse || performance.now() > giveUpAt) throw thrown;
      await sleep(200);
    }
  }
}

/** The Facet that uses this data folder; null: none does, or it cannot be reached yet. */
export async function runningFacet(home: string): Promise<FacetClient | null> {
  const instance = await readInstance(homePaths(home));
  return instance?.socket ? connectToFacet(instance.socket) : null;
}
