import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import type { App } from "electron";
import { preventable, recordCall } from "./test-channel.ts";

type Members =
  | "isPackaged"
  | "whenReady"
  | "setPath"
  | "getPath"
  | "getLocale"
  | "getLocaleCountryCode"
  | "requestSingleInstanceLock"
  | "setAppUserModelId"
  | "quit"
  | "exit";

class StandinApp extends EventEmitter implements Pick<App, Members> {
  readonly isPackaged = false;
  #isQuitting = false;

  whenReady = () => Promise.resolve();
  setPath = (name: string, path: string) => recordCall("app.setPath", name, path);
  getPath = () => tmpdir();
  getLocale = () => "en-US";
  getLocaleCountryCode = () => "DE";
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
