import type { StartEngineProcess } from "./engine/engine-process.ts";
import type { Dispatch } from "./ipc/router.ts";
import type { Publish } from "./services.ts";

export interface AppOptions {
  /** FACET_HOME, absolute; see `home/home.ts` for the default. Made when it is missing. */
  readonly home: string;
  /** The GGUF file that ships inside the app, absolute. */
  readonly demoModelPath: string;
  readonly startEngineProcess: StartEngineProcess;
  readonly version: string;
  readonly host: "desktop" | "browser";
  /** Shows a folder in the system's file manager, where the host can. */
  readonly openFolder?: (path: string) => Promise<void>;
  /** Gets every event, in order. */
  readonly publish: Publish;
}

/** Everything behind the contract, for one data folder. */
export interface App {
  readonly dispatch: Dispatch;
  /** Tells a second process that finds the data folder taken where this one can be reached. */
  announce(address: { readonly url: string; readonly secret: string }): Promise<void>;
  /** Ends the engine, writes what was streamed and gives the data folder back. */
  dispose(): Promise<void>;
}

/**
 * Opens the data folder and starts the services; the host connects `dispatch` and `publish` to its pages.
 * @throws AppError `home-in-use` {pid, url}: another process holds the folder; `storage-failed`: it can not be used
 */
export async function createApp(_options: AppOptions): Promise<App> {
  throw new Error("The services are being written");
}
