import { randomUUID } from "node:crypto";
import { AppError } from "../../../../shared/ipc/result.ts";
import { parseRemoteModelId, type RemoteServer } from "../../../../shared/models/remote-server.ts";
import { hostOf } from "../../../../shared/models/server-url.ts";
import type { TokenVault } from "../../../models/hub/token-vault.ts";
import type { ChatModel } from "../../chat-model.ts";
import type { WantedModel } from "../../inference-request.ts";
import type { RemoteLimits } from "../remote-model-parts.ts";
import { ServerEntry } from "./server-entry.ts";
import { readServers, writeServers, type StoredServer } from "./stored-servers.ts";
import { inBackground } from "../../../in-background.ts";

export interface RemoteServersOptions {
  /** The list, without keys. */
  readonly file: string;
  /** The vault for the key of one server, by its id. */
  readonly vaultOf: (serverId: string) => TokenVault | Promise<TokenVault>;
  readonly onChange: (servers: readonly RemoteServer[]) => void;
  /** Called where the list could not be saved after a connection; the next change saves it. */
  readonly onWriteFailed?: (thrown: unknown) => void;
  /** For tests, which use shorter ones. */
  readonly limits?: RemoteLimits;
}

/** The servers that the user added, and the models they have. */
export class RemoteServers {
  readonly #options: RemoteServersOptions;
  readonly #entries = new Map<string, ServerEntry>();
  /** Changes of the list follow each other, each of them with the way back. */
  #changed: Promise<unknown> = Promise.resolve();
  /** Writes follow each other. */
  #written: Promise<unknown> = Promise.resolve();
  #savedAs = "";

  private constructor(options: RemoteServersOptions) {
    this.#options = options;
  }

  /** Reads the list and begins to connect to all servers. */
  static async open(options: RemoteServersOptions): Promise<RemoteServers> {
    const servers = new RemoteServers(options);
    const stored = await readServers(options.file);
    servers.#savedAs = JSON.stringify(stored);
    for (const server of stored) servers.#insert(server, await (await options.vaultOf(server.id)).read());
    // These do not reject: a failure is the state of the server.
    for (const entry of servers.#entries.values()) inBackground(entry.connect());
    return servers;
  }

  list(): readonly RemoteServer[] {
    return [...this.#entries.values()].map(({ view }) => view);
  }

  /**
   * Adds a server and connects to it; its state says how that went.
   * @param url as `serverUrl` normalises it
   * @throws AppError `storage-failed`
   */
  async add(server: {
    readonly url: string;
    readonly name: string;
    readonly key: string | null;
  }): Promise<RemoteServer> {
    const { url, name, key } = server;
    const id = randomUUID();
    if (key !== null) await this.#writeKey(id, key);
    const entry = this.#insert({ id, name, url, abilities: null, models: [] }, key);
    try {
      await this.#save();
    } catch (thrown) {
      this.#entries.delete(id);
      entry.dispose();
      if (key !== null) await this.#writeKey(id, null).catch(() => undefined);
      throw thrown;
    }
    return this.#connected(entry);
  }

  /**
   * Changes a server and connects again. A key is not sent to another host: without a new one it is deleted.
   * @throws AppError `server-missing`; `storage-failed`: the server is as it was
   */
  async update(
    serverId: string,
    change: { readonly url?: string; readonly name?: string; readonly key?: string | null },
  ): Promise<RemoteServer> {
    return this.#connected(await this.#inTurn(() => this.#update(serverId, change)));
  }

  async #update(
    serverId: string,
    change: { readonly url?: string; readonly name?: string; readonly key?: string | null },
  ): Promise<ServerEntry> {
    const entry = this.#entry(serverId);
    const { stored: before, key: keyBefore } = entry;
    const { url = before.url } = change;
    const leavesHost = hostOf(url) !== hostOf(before.url) || isDowngrade(before.url, url);
    const key = change.key ?? (change.key === null || leavesHost ? null : undefined);
    try {
      // Whatever fails in between, the file never has an old URL beside the key of a new host, or the reverse.
      if (key !== undefined) await this.#writeKey(serverId, leavesHost ? null : key);
      entry.change({ ...change, url, ...(key !== undefined && { key }) });
      await this.#save();
      if (leavesHost && key) await this.#writeKey(serverId, key);
    } catch (thrown) {
      const { url: urlBefore, name, abilities, models } = before;
      entry.change({ url: urlBefore, name, key: keyBefore });
      entry.restore({ abilities, models });
      // Once the file has the old URL again, the old key may stand beside it.
      const saved = this.#save().then(() => this.#writeKey(serverId, keyBefore));
      await saved.catch((again: unknown) => this.#options.onWriteFailed?.(again));
      inBackground(this.#connected(entry));
      throw thrown;
    }
    return entry;
  }

  /** @throws AppError `server-missing`; `storage-failed`: the server is still listed */
  remove(serverId: string): Promise<void> {
    return this.#inTurn(async () => {
      const entry = this.#entry(serverId);
      await this.#writeKey(serverId, null);
      this.#entries.delete(serverId);
      try {
        await this.#save();
      } catch (thrown) {
        this.#entries.set(serverId, entry);
        const written = this.#writeKey(serverId, entry.key);
        await written.catch((again: unknown) => this.#options.onWriteFailed?.(again));
        throw thrown;
      }
      entry.dispose();
      this.#publish();
    });
  }

  /** @throws AppError `server-missing` */
  refresh(serverId: string): Promise<RemoteServer> {
    return this.#connected(this.#entry(serverId));
  }

  /**
   * The model of a server; null: the id names a local model.
   * @throws AppError `server-…` (rejects)
   */
  find({ modelId, modelName }: WantedModel): Promise<ChatModel> | null {
    const remote = parseRemoteModelId(modelId);
    if (remote === null) return null;
    const entry = this.#entries.get(remote.serverId);
    if (entry) return entry.model(remote.name);
    return Promise.reject(new AppError("server-missing", "The server was removed", { name: modelName }));
  }

  /** Ends all connections to the servers, with their replies. */
  async dispose(): Promise<void> {
    for (const entry of this.#entries.values()) entry.dispose();
    await this.#written.catch(() => undefined);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#changed.then(work);
    this.#changed = done.catch(() => undefined);
    return done;
  }

  #insert(stored: StoredServer, key: string | null): ServerEntry {
    const { limits } = this.#options;
    const entry = new ServerEntry(stored, key, {
      onChange: () => {
        this.#publish();
        this.#save().catch((thrown: unknown) => this.#options.onWriteFailed?.(thrown));
      },
      ...(limits && { limits }),
    });
    this.#entries.set(stored.id, entry);
    return entry;
  }

  #entry(serverId: string): ServerEntry {
    const entry = this.#entries.get(serverId);
    if (!entry) throw new AppError("server-missing", `There is no server ${serverId}`, { name: "" });
    return entry;
  }

  async #connected(entry: ServerEntry): Promise<RemoteServer> {
    const connecting = entry.connect();
    this.#publish();
    await connecting;
    return entry.view;
  }

  #publish() {
    this.#options.onChange(this.list());
  }

  /** Does nothing where the list is as it was saved: connections repeat what is known. */
  #save(): Promise<void> {
    const write = async () => {
      const stored = [...this.#entries.values()].map((entry) => entry.stored);
      const text = JSON.stringify(stored);
      if (text === this.#savedAs) return;
      await writeServers(this.#options.file, stored);
      this.#savedAs = text;
    };
    const written = this.#written.then(write, write);
    this.#written = written.catch(() => undefined);
    return written;
  }

  async #writeKey(serverId: string, key: string | null) {
    try {
      await (await this.#options.vaultOf(serverId)).write(key);
    } catch (thrown) {
      const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
      throw new AppError("storage-failed", `The key could not be saved: ${reason}`, { reason });
    }
  }
}

function isDowngrade(from: string, to: string): boolean {
  return from.startsWith("https:") && !to.startsWith("https:");
}
