import type { LocalServer, LocalServerState } from "../../shared/api/local-server.ts";
import type { Publish } from "../ipc/publish.ts";
import type { ToolRegistry } from "../tools/tool-registry.ts";
import { createApiKey } from "./access/api-keys.ts";
import { Activity } from "./activity/activity.ts";
import type { ApiServer, ApiServerOptions } from "./api-server-options.ts";
import { startApiServer } from "./api-server.ts";
import type { FetchImage } from "./prompt/image-fetcher.ts";
import { readLocalServer, writeLocalServer, type StoredLocalServer } from "./stored-local-server.ts";

/** What the app decides; the rest is the user's choice. */
export type LocalApiOptions = Omit<
  ApiServerOptions,
  "host" | "port" | "keys" | "allowedOrigins" | "activity" | "imagesByUrl" | "ownTools"
> & {
  /** Used where the user has switched it on. */
  readonly fetchImage: FetchImage;
  /** The tools that programs may use where the user has switched it on. */
  readonly registry: ToolRegistry;
};

/** How often pages are told of the requests. */
const reportEveryMs = 250;

/** The API for programs as a part of the app: off until the user switches it on, for this computer only. */
export class LocalApi {
  readonly activity: Activity;
  readonly #file: string;
  readonly #options: LocalApiOptions;
  readonly #publish: Publish;
  #stored: StoredLocalServer;
  #state: LocalServerState = { type: "off" };
  #server: ApiServer | null = null;
  /** Changes are made one after the other. */
  #queue: Promise<unknown> = Promise.resolve();
  #report: NodeJS.Timeout | null = null;

  private constructor(file: string, options: LocalApiOptions, publish: Publish, stored: StoredLocalServer) {
    this.#file = file;
    this.#options = options;
    this.#publish = publish;
    this.#stored = stored;
    this.activity = new Activity(() => this.#reportSoon());
  }

  /** @param starts whether to start the server where the user had it on */
  static async open(
    file: string,
    options: LocalApiOptions,
    publish: Publish,
    starts = true,
  ): Promise<LocalApi> {
    const api = new LocalApi(file, options, publish, await readLocalServer(file));
    if (starts) await api.#inTurn(() => api.#apply());
    return api;
  }

  get server(): LocalServer {
    const { isOn, port, keys, allowedOrigins, fetchesImages, sharesTools } = this.#stored;
    const shown = keys.map(({ id, name, hint, createdAt }) => ({ id, name, hint, createdAt }));
    return { isOn, port, state: this.#state, keys: shown, allowedOrigins, fetchesImages, sharesTools };
  }

  /** @throws AppError `storage-failed`; the change then lasts until the app is closed */
  update(
    change: Partial<Pick<LocalServer, "isOn" | "port" | "allowedOrigins" | "fetchesImages" | "sharesTools">>,
  ): Promise<LocalServer> {
    return this.#change((before) => ({
      ...before,
      ...change,
      allowedOrigins: [...(change.allowedOrigins ?? before.allowedOrigins)],
    }));
  }

  /** @returns the key itself, which is not stored */
  async addKey(name: string): Promise<string> {
    const { key, stored } = createApiKey(name, Date.now());
    await this.#change((before) => ({ ...before, keys: [...before.keys, stored] }));
    return key;
  }

  async removeKey(keyId: string): Promise<void> {
    await this.#change((before) => ({ ...before, keys: before.keys.filter(({ id }) => id !== keyId) }));
  }

  async dispose(): Promise<void> {
    if (this.#report !== null) clearTimeout(this.#report);
    this.#report = null;
    await this.#inTurn(() => this.#stop());
  }

  #change(change: (before: StoredLocalServer) => StoredLocalServer): Promise<LocalServer> {
    return this.#inTurn(async () => {
      this.#stored = change(this.#stored);
      await this.#apply();
      this.#publish({ event: "api.changed", data: this.server });
      await writeLocalServer(this.#file, this.#stored);
      return this.server;
    });
  }

  /** Brings the server to what is wanted. */
  async #apply(): Promise<void> {
    const { isOn, port } = this.#stored;
    if (this.#server !== null && isOn && this.#server.port === port) return;
    await this.#stop();
    if (!isOn) return;
    try {
      this.#server = await startApiServer({
        ...this.#options,
        host: "127.0.0.1",
        port,
        keys: () => this.#stored.keys,
        allowedOrigins: () => this.#stored.allowedOrigins,
        imagesByUrl: () => (this.#stored.fetchesImages ? this.#options.fetchImage : null),
        ownTools: () => (this.#stored.sharesTools ? this.#options.registry : null),
        activity: this.activity,
      });
      this.#state = { type: "running", url: this.#server.url };
    } catch (thrown) {
      this.#options.log.error(`The local server could not listen on port ${port}`, thrown);
      this.#state = { type: "failed", reason: reasonOf(thrown) };
    }
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    this.#state = { type: "off" };
    await server?.close();
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#queue.then(work);
    this.#queue = done.catch(() => undefined);
    return done;
  }

  #reportSoon(): void {
    this.#report ??= setTimeout(() => {
      this.#report = null;
      this.#publish({ event: "api.requestsChanged", data: this.activity.entries });
    }, reportEveryMs);
    this.#report.unref();
  }
}

function reasonOf(thrown: unknown): "port-taken" | "not-allowed" | "other" {
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return "port-taken";
  return code === "EACCES" ? "not-allowed" : "other";
}
