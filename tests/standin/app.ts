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
  | "setAsDefaultProtocolClient"
  | "getVersion"
  | "quit"
  | "exit";

class StandinApp extends EventEmitter implements Pick<App, Members> {
  readonly isPackaged = false;
  #isQuitting = false;

  whenReady = () => Promise.resolve();
  setPath = (name: string, path: string) => recordCall("app.setPath", name, path);
  getLocale = () => "en-US";
  getVersion = () => "0.0.0";
  requestSingleInstanceLock = () => true;
  setAppUserModelId = () => undefined;
  setAsDefaultProtocolClient(scheme: string) {
    recordCall("app.setAsDefaultProtocolClient", scheme);
    return true;
  }

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
