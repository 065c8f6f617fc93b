import { EventEmitter } from "node:events";
import { tmpdir } from "node:os";
import type { App, RelaunchOptions } from "electron";
import { preventable, recordCall } from "./test-channel.ts";

type Members =
  | "isPackaged"
  | "whenReady"
  | "setPath"
  | "getPath"
  | "getAppPath"
  | "getName"
  | "getVersion"
  | "getLocale"
  | "getLocaleCountryCode"
  | "requestSingleInstanceLock"
  | "setAppUserModelId"
  | "relaunch"
  | "quit"
  | "exit";

class StandinApp extends EventEmitter implements Pick<App, Members> {
  /** A test that wants an installed app sets `process.resourcesPath` before the bundle is loaded. */
  readonly isPackaged = "resourcesPath" in process;
  readonly #paths = new Map<string, string>();
  #isQuitting = false;

  whenReady = () => Promise.resolve();
  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
    recordCall("app.setPath", name, path);
  }
  getPath = (name: string) => this.#paths.get(name) ?? tmpdir();
  getAppPath = () => process.cwd();
  getName = () => "Facet";
  getVersion = () => "0.1.0";
  relaunch = (options?: RelaunchOptions) => recordCall("app.relaunch", options?.execPath);
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
    this.emit("quit", {}, 0);
    this.exit(0);
  }

  exit(code = 0): void {
    process.exit(code);
  }
}

export const app = new StandinApp();

// The program of an installed app needs no file as its first argument.
if (app.isPackaged) process.argv.splice(1, 1);
