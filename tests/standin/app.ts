import { EventEmitter } from "node:events";
import type { App } from "electron";
import { preventable, recordCall } from "./test-channel.ts";

type Members =
  | "isPackaged"
  | "whenReady"
  | "setPath"
  | "getLocale"
  | "requestSingleInstanceLock"
  | "setAppUserModelId"
  | "quit"
  | "exit";

class StandinApp extends EventEmitter implements Pick<App, Members> {
  /** A test that wants an installed app sets `process.resourcesPath` before the bundle is loaded. */
  readonly isPackaged = "resourcesPath" in process;
  #isQuitting = false;

  whenReady = () => Promise.resolve();
  setPath = (name: string, path: string) => recordCall("app.setPath", name, path);
  getLocale = () => "en-US";
  requestSingleInstanceLock = () => true;
  setAppUserModelId = (id: string) => recordCall("app.setAppUserModelId", id);

  quit(): void {
    if (this.#isQuitting) return;
    const event = preventable();
    this.emit("before-quit", event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    this.exit(0);
  }

  exit(code = 0): void {
    process.exit(code);
  }
}

export const app = new StandinApp();

// The program of an installed app needs no file as its first argument.
if (app.isPackaged) process.argv.splice(1, 1);
