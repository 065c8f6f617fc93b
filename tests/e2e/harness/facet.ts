import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { test as base, expect, type BrowserContext, type Page, type TestInfo } from "@playwright/test";
import { isAddonBuilt } from "../../../native/addon.ts";
import { installedElectron, windowObstacle } from "../../../scripts/start/obtain-electron.ts";
import { startBrowserHost } from "./browser-host.ts";
import { startElectronHost } from "./electron-host.ts";
import { engineProcessId } from "./engine-process-id.ts";
import type { Host, StartHost } from "./host.ts";
import { watchTroubles, type PageTroubles } from "./page-troubles.ts";
import { startStandinHost } from "./standin-host.ts";

const hasElectron = windowObstacle() === null && installedElectron() !== null;

const hostOf = ({ project }: Pick<TestInfo, "project">) =>
  (project.metadata as { readonly host?: string }).host ?? "browser";

const starters: Readonly<Record<string, StartHost>> = {
  browser: startBrowserHost,
  standin: startStandinHost,
  electron: startElectronHost,
};

/** The Facet of one test: its data folder, its process and its page. */
export class Facet {
  readonly home: string;
  readonly troubles: PageTroubles;
  readonly #context: BrowserContext;
  readonly #start: StartHost;
  #host: Host | null = null;
  #page: Page | null = null;

  constructor(home: string, context: BrowserContext, start: StartHost) {
    this.home = home;
    this.troubles = watchTroubles(context);
    this.#context = context;
    this.#start = start;
  }

  get host(): Host {
    if (!this.#host) throw new Error("Facet is not started");
    return this.#host;
  }

  get page(): Page {
    if (!this.#page) throw new Error("Facet has no page");
    return this.#page;
  }

  /** Starts Facet, also after `quit` or `kill`, and opens or reconnects the page. */
  async start(): Promise<void> {
    const previous = this.#host;
    this.#host = await this.#start({ home: this.home, context: this.#context, previous });
    if (this.#page && !this.#page.isClosed() && previous && this.#start === startBrowserHost) {
      await this.#host.reopen(this.#page);
    } else {
      await this.#page?.close();
      this.#page = await this.#host.openPage();
    }
  }

  /** Shuts down with SIGTERM. */
  async quit(): Promise<void> {
    this.#expectLostConnection();
    await this.host.quit();
  }

  /** Kills the process with SIGKILL. */
  async kill(): Promise<void> {
    this.#expectLostConnection();
    await this.host.kill();
  }

  async restart(): Promise<void> {
    await this.quit();
    await this.start();
  }

  /** Opens another tab, signed in by the same cookie. */
  openTab(): Promise<Page> {
    return this.host.openPage();
  }

  /** The process ID of the engine, or null if none is running. */
  enginePid(): Promise<number | null> {
    return engineProcessId(this.host.pid);
  }

  /** Waits for the engine process and kills it, as an abort in native code would. */
  async killEngine(): Promise<void> {
    const pid = await this.#signalEngine("SIGKILL");
    await expect.poll(() => this.enginePid()).not.toBe(pid);
  }

  /** Waits for the engine process and suspends it with SIGSTOP. */
  async freezeEngine(): Promise<void> {
    await this.#signalEngine("SIGSTOP");
  }

  /** Returns the process ID. */
  async #signalEngine(signal: NodeJS.Signals): Promise<number> {
    await expect.poll(() => this.enginePid()).not.toBeNull();
    const pid = await this.enginePid();
    if (pid === null) throw new Error("The engine process exited unexpectedly");
    process.kill(pid, signal);
    return pid;
  }

  /** Copies a model file into the models folder. Returns its path there. */
  async putModel(path: string, name = basename(path)): Promise<string> {
    const folder = join(this.home, "models");
    await mkdir(folder, { recursive: true });
    await cp(path, join(folder, name));
    return join(folder, name);
  }

  /** The page may be fetching something when its host ends. */
  #expectLostConnection(): void {
    this.troubles.expect(/WebSocket connection to .* failed|net::ERR_(?:CONNECTION_\w+|EMPTY_RESPONSE)/);
  }
}

export interface Options {
  /** Runs before Facet is first started, to put models, settings or chats into the data folder. */
  readonly beforeStart: {
    run(home: string): Promise<void>;
    /** The test needs a model with image or audio support, and is skipped if the addon is not built. */
    readonly needsMedia?: boolean;
  };
}

export interface Fixtures {
  /** The data folder of this test. */
  readonly home: string;
  /** A running Facet with an open page. Errors on the page's console fail the test. */
  readonly facet: Facet;
}

export const test = base.extend<Options & Fixtures & { readonly hostCheck: null }>({
  hostCheck: [
    async ({}, use, testInfo) => {
      testInfo.skip(
        hostOf(testInfo) === "electron" && !hasElectron,
        "Electron's binary is not installed here",
      );
      await use(null);
    },
    { auto: true },
  ],

  beforeStart: [{ run: async () => undefined }, { option: true }],

  home: async ({ beforeStart }, use, testInfo) => {
    testInfo.skip(beforeStart.needsMedia === true && !isAddonBuilt(false), "not built: npm run native");
    const home = await mkdtemp(join(tmpdir(), "facet-e2e-"));
    await beforeStart.run(home);
    await use(home);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  },

  facet: async ({ home, context }, use, testInfo) => {
    const facet = new Facet(home, context, starters[hostOf(testInfo)] ?? startBrowserHost);
    await facet.start();
    const { host } = facet;
    await use(facet);
    const troubles = facet.troubles.unexpected();
    const failed = testInfo.status !== testInfo.expectedStatus || troubles.length > 0;
    if (failed) {
      await testInfo.attach("output", { body: facet.host.output() || host.output() });
      const log = join(home, "logs/facet.log");
      await testInfo.attach("facet.log", { path: log }).catch(() => undefined);
    }
    await facet.host.quit();
    expect(troubles, "errors on the page's console").toEqual([]);
  },
});

export { expect };
