import { AppError, toFailure } from "../../../../shared/ipc/result.ts";
import type { RemoteServer, ServerState } from "../../../../shared/models/remote-server.ts";
import type { ChatModel } from "../../chat-model.ts";
import { RemoteChatModel } from "../remote-chat-model.ts";
import type { RemoteLimits } from "../remote-model-parts.ts";
import { chatModelInfo, remoteModel, type ServedModel } from "../served-model.ts";
import { hostNameOf, type ServerAddress } from "../server-connection.ts";
import { connectServer } from "./connect-server.ts";
import type { StoredServer } from "./stored-servers.ts";
import { inBackground } from "../../../in-background.ts";

/** A model that a server is still loading, and of which nothing else is known. */
const unknownModel = (name: string): ServedModel => ({
  name,
  contextSizeTokens: null,
  sees: false,
  hears: false,
  canThink: true,
});

/** How often a server that is loading its model is asked again. */
const loadingPauseMs = 2_000;

export interface ServerEntryOptions {
  readonly onChange: () => void;
  readonly limits?: RemoteLimits;
}

/** One server of the list, and the connection to it. */
export class ServerEntry {
  readonly #options: ServerEntryOptions;
  #stored: StoredServer;
  #key: string | null;
  #state: ServerState = { type: "connecting" };
  #connecting: Promise<void> | null = null;
  #connection = new AbortController();
  #again: NodeJS.Timeout | null = null;
  #refusedFields = new Set<string>();
  readonly #lifetime = new AbortController();

  constructor(stored: StoredServer, key: string | null, options: ServerEntryOptions) {
    this.#stored = stored;
    this.#key = key;
    this.#options = options;
  }

  get stored(): StoredServer {
    return this.#stored;
  }

  get key(): string | null {
    return this.#key;
  }

  get hasKey(): boolean {
    return this.#key !== null;
  }

  get view(): RemoteServer {
    const { id, url, models, abilities } = this.#stored;
    return {
      id,
      name: this.#name,
      url,
      hasKey: this.hasKey,
      state: this.#state,
      models: abilities ? models.map((model) => remoteModel(id, abilities, model, this.#refusedFields)) : [],
    };
  }

  /** Takes other values; what was known of the server before is forgotten where it is at another URL. */
  change(change: Partial<Pick<StoredServer, "name" | "url">> & { readonly key?: string | null }): void {
    const { key, ...stored } = change;
    const isElsewhere = stored.url !== undefined && stored.url !== this.#stored.url;
    this.#stored = { ...this.#stored, ...stored, ...(isElsewhere && { abilities: null, models: [] }) };
    if (key !== undefined) this.#key = key;
    if (isElsewhere || key !== undefined) this.#stop();
  }

  /** Knows again what was known of the server before a change that failed. */
  restore(known: Pick<StoredServer, "abilities" | "models">): void {
    this.#stored = { ...this.#stored, ...known };
  }

  /**
   * Connects, or waits for the connection that is being made. The outcome is the state: this does not reject.
   */
  connect(): Promise<void> {
    if (this.#lifetime.signal.aborted) return Promise.resolve();
    if (this.#connecting !== null) return this.#connecting;
    const connecting = this.#connect(this.#connection.signal).finally(() => {
      if (this.#connecting === connecting) this.#connecting = null;
    });
    this.#connecting = connecting;
    return connecting;
  }

  /** @throws AppError `server-…` */
  async model(name: string): Promise<ChatModel> {
    if (this.#state.type === "connecting" || this.#state.type === "failed") await this.connect();
    // Models come and go, and so do servers.
    else if (this.#stored.abilities === null || !this.#knows(name)) await this.connect();
    const { abilities, id, models } = this.#stored;
    // While a server is loading, it lists nothing; the request for the reply waits for it.
    const model =
      models.find((other) => other.name === name) ??
      (this.#state.type === "loading" ? unknownModel(name) : undefined);
    if (this.#state.type === "failed") {
      const { code, message, data } = this.#state.error;
      throw new AppError(code, message, data);
    }
    if (abilities === null || !model) {
      const host = hostNameOf(this.#address);
      throw new AppError("server-missing-model", `${host} has no model ${name}`, { host, name });
    }
    const { limits } = this.#options;
    const server = { id, name: this.#name, address: this.#address };
    return new RemoteChatModel({
      info: chatModelInfo(server, abilities, model, this.#refusedFields),
      address: this.#address,
      abilities,
      model,
      refusedFields: this.#refusedFields,
      // The list of servers says at once what a reply has found out.
      onTrouble: () => inBackground(this.connect()),
      lifetime: this.#lifetime.signal,
      ...(limits && { limits }),
    });
  }

  dispose(): void {
    this.#lifetime.abort();
    this.#stop();
  }

  get #address(): ServerAddress {
    return { url: this.#stored.url, key: this.#key };
  }

  get #name(): string {
    return this.#stored.name === "" ? hostNameOf(this.#address) : this.#stored.name;
  }

  #knows(name: string): boolean {
    return this.#stored.models.some((model) => model.name === name);
  }

  #stop() {
    this.#connection.abort();
    this.#connection = new AbortController();
    this.#connecting = null;
    if (this.#again !== null) clearTimeout(this.#again);
    this.#again = null;
    this.#refusedFields = new Set();
    this.#state = { type: "connecting" };
  }

  async #connect(signal: AbortSignal) {
    if (this.#again !== null) clearTimeout(this.#again);
    if (this.#state.type === "failed") this.#state = { type: "connecting" };
    try {
      const connected = await connectServer(this.#address, signal);
      if (signal.aborted) return;
      const { abilities } = connected;
      if (connected.type === "ready") {
        this.#stored = { ...this.#stored, abilities, models: [...connected.models] };
      } else {
        this.#stored = { ...this.#stored, abilities: this.#stored.abilities ?? abilities };
        this.#again = setTimeout(() => inBackground(this.connect()), loadingPauseMs);
        this.#again.unref();
      }
      this.#state = { type: connected.type, dialect: abilities.dialect };
    } catch (thrown) {
      if (signal.aborted) return;
      this.#state = { type: "failed", error: toFailure(thrown) };
    }
    this.#options.onChange();
  }
}
