import {
  InsufficientScopeError,
  type CallToolResult,
  type Tool as McpToolDefinition,
} from "@modelcontextprotocol/client";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import type { McpAnswer, McpForm } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpSecrets } from "../../../shared/tools/mcp/mcp-schemas.ts";
import type { McpServer, McpServerState } from "../../../shared/tools/mcp/mcp-server.ts";
import { inBackground } from "../../in-background.ts";
import { untilAborted } from "../../until-aborted.ts";
import type { Tool } from "../tool.ts";
import type { ToolSource, ToolSourceState } from "../tool-source.ts";
import { openServer, withTools, type LiveServer, type LiveServerOptions } from "./live-server.ts";
import type { CallOptions, ConnectionLimits, McpConnection } from "./mcp-connection.ts";
import { callFailure, isUnauthorized, isUnknownSession, startFailure } from "./mcp-failure.ts";
import type { McpSignIn } from "./mcp-sign-in.ts";
import type { ServerTransport } from "./server-transport.ts";
import { StderrTail } from "./stderr-tail.ts";
import type { StoredMcpServer } from "./stored-mcp-servers.ts";

export interface ServerEntryOptions {
  readonly version: string;
  /** Makes the way to the server; a program is not started yet. */
  readonly transportTo: (
    server: StoredMcpServer,
    secrets: McpSecrets,
    stderr: StderrTail,
  ) => Promise<ServerTransport>;
  readonly signIn: McpSignIn;
  readonly ask: (server: StoredMcpServer, form: McpForm, signal: AbortSignal) => Promise<McpAnswer>;
  readonly onChange: () => void;
  readonly limits?: ConnectionLimits;
}

/** After so many ends within this time, a server is started again only when the user asks for it. */
const mostCrashes = 3;
const crashWindowMs = 10 * 60_000;

type EntryState =
  | { readonly type: "idle" }
  | { readonly type: "starting" }
  | { readonly type: "ready"; readonly live: LiveServer }
  | { readonly type: "failed"; readonly error: AppError };

/** One server of the list: its connection, which is made when it is needed, and its tools. */
export class McpServerEntry {
  readonly stderr = new StderrTail();
  readonly #options: ServerEntryOptions;
  #stored: StoredMcpServer;
  #secrets: McpSecrets;
  #state: EntryState = { type: "idle" };
  #starting: Promise<LiveServer> | null = null;
  #lifetime = new AbortController();
  #era: "legacy" | null = null;
  #crashes: number[] = [];

  constructor(stored: StoredMcpServer, secrets: McpSecrets, options: ServerEntryOptions) {
    this.#stored = stored;
    this.#secrets = secrets;
    this.#options = options;
  }

  get signIn(): McpSignIn {
    return this.#options.signIn;
  }

  get stored(): StoredMcpServer {
    return this.#stored;
  }

  get view(): McpServer {
    const { id, name, connection } = this.#stored;
    const { isSignedIn } = this.signIn;
    return {
      id,
      name,
      connection,
      secretNames: Object.keys(this.#secrets),
      isSignedIn,
      state: this.#viewOfState(),
    };
  }

  /** Its tools for chats; null: it is off, or not confirmed. */
  get source(): ToolSource | null {
    const { id, name, isOn, isConfirmed } = this.#stored;
    if (!isOn || !isConfirmed) return null;
    return { id, title: name, state: this.#sourceState(), open: (_, signal) => this.open(signal) };
  }

  /** Other values hold from the next start. Where the server itself is another one, it is ended. */
  change(change: Partial<StoredMcpServer> & { readonly secrets?: McpSecrets }): void {
    const { secrets, ...stored } = change;
    this.#stored = { ...this.#stored, ...stored };
    if (secrets !== undefined) this.#secrets = secrets;
    const isOtherServer = change.connection !== undefined || secrets !== undefined;
    const isAway = !this.#stored.isOn || !this.#stored.isConfirmed;
    if (isOtherServer) this.#era = null;
    if (isOtherServer || isAway || change.timeoutMs !== undefined) inBackground(this.stop());
  }

  /** The tools; connects where that has to be. @throws AppError `mcp-not-started`; the signal's reason */
  async open(signal: AbortSignal): Promise<readonly Tool[]> {
    const live = await untilAborted(this.#live(), signal);
    return live.tools;
  }

  /**
   * Uses the connection for something else than a call; connects where that has to be.
   * @throws AppError `mcp-…`; the signal's reason
   */
  async use<T>(work: (connection: McpConnection, signal: AbortSignal) => Promise<T>): Promise<T> {
    const { signal } = this.#lifetime;
    const { connection } = await this.#live();
    try {
      return await work(connection, signal);
    } catch (thrown) {
      throw callFailure(this.#stored.name, thrown);
    }
  }

  /** Connects anew, whatever happened before. The outcome is the state: this does not reject. */
  async restart(): Promise<void> {
    await this.stop();
    this.#crashes = [];
    await this.#live().catch(() => undefined);
  }

  /** Ends the connection, and the program with it. */
  async stop(): Promise<void> {
    this.#lifetime.abort();
    this.#lifetime = new AbortController();
    const starting = this.#starting;
    const live = this.#state.type === "ready" ? this.#state.live : null;
    this.#starting = null;
    this.#set({ type: "idle" });
    await live?.connection.close();
    // What was being started ends because of the signal.
    await starting?.catch(() => undefined);
  }

  #live(): Promise<LiveServer> {
    if (this.#state.type === "ready") return Promise.resolve(this.#state.live);
    if (this.#starting !== null) return this.#starting;
    if (this.#state.type === "failed" && this.#isHopeless(this.#state.error))
      return Promise.reject(this.#state.error);
    const starting = this.#start(this.#lifetime.signal).finally(() => {
      if (this.#starting === starting) this.#starting = null;
    });
    this.#starting = starting;
    return starting;
  }

  /** Whether another start would only hold up the reply, until the user has changed something. */
  #isHopeless({ data: { reason } }: AppError): boolean {
    return this.#crashes.length >= mostCrashes || reason === "timeout" || reason === "misbehaved";
  }

  async #start(signal: AbortSignal): Promise<LiveServer> {
    this.#set({ type: "starting" });
    try {
      const live = await openServer(this.#openOptions(), this.#era, signal);
      if (signal.aborted) {
        await live.connection.close();
        throw stopped();
      }
      if (live.connection.era === "legacy") this.#era = "legacy";
      this.#set({ type: "ready", live });
      return live;
    } catch (thrown) {
      if (signal.aborted) throw stopped();
      const error = startFailure(this.#stored.name, thrown);
      this.#set({ type: "failed", error });
      throw error;
    }
  }

  #openOptions(): LiveServerOptions {
    const { version, transportTo, limits, ask } = this.#options;
    const server = this.#stored;
    return {
      server,
      version,
      makeTransport: () => transportTo(server, this.#secrets, this.stderr),
      ...(limits && { limits }),
      call: (definition, args, options) => this.#call(definition, args, options),
      ask: (form, signal) => ask(server, form, signal),
      onClosed: (connection) => this.#closed(connection),
      onToolsChanged: (connection) => inBackground(this.#listAgain(connection)),
    };
  }

  /** The server says that its tools have changed: the next reply has the new ones. */
  async #listAgain(connection: McpConnection): Promise<void> {
    const before = this.#current(connection);
    if (before === null) return;
    try {
      const live = await withTools(before, this.#openOptions(), this.#lifetime.signal);
      if (this.#current(connection) !== null) this.#set({ type: "ready", live });
    } catch {
      // What was listed before stays; if the connection is gone, that is noticed by itself.
    }
  }

  /** @throws AppError `mcp-…`; the signal's reason */
  async #call(
    definition: McpToolDefinition,
    args: JsonObject,
    options: CallOptions,
  ): Promise<CallToolResult> {
    const { name } = this.#stored;
    const live = await untilAborted(this.#live(), options.signal);
    try {
      return await live.connection.call(definition, args, options);
    } catch (thrown) {
      if (options.signal.aborted) throw thrown;
      if (isUnauthorized(thrown)) {
        if (thrown instanceof InsufficientScopeError) this.signIn.demand(thrown);
        const error = startFailure(name, thrown);
        await this.stop();
        this.#set({ type: "failed", error });
        throw error;
      }
      if (!isUnknownSession(thrown)) throw callFailure(name, live.transport.misbehaviour() ?? thrown);
      // The server was restarted. It has not made the call.
      await this.stop();
      const again = await untilAborted(this.#live(), options.signal);
      return await again.connection.call(definition, args, options).catch((failed: unknown) => {
        throw options.signal.aborted ? failed : callFailure(name, failed);
      });
    }
  }

  #closed(connection: McpConnection): void {
    const live = this.#current(connection);
    if (live === null) return;
    const now = performance.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashWindowMs), now];
    const { name } = this.#stored;
    const isTooOften = this.#crashes.length >= mostCrashes;
    const exit = live.transport.exit() ?? "";
    const reason = live.transport.misbehaviour() ? "misbehaved" : isTooOften ? "ends-repeatedly" : "ended";
    const error = new AppError("mcp-not-started", `The MCP server ${name} has ended`, { name, reason, exit });
    this.#set({ type: "failed", error });
  }

  /** What is known over this connection; null: it is no longer the one. */
  #current(connection: McpConnection): LiveServer | null {
    return this.#state.type === "ready" && this.#state.live.connection === connection
      ? this.#state.live
      : null;
  }

  #set(state: EntryState): void {
    if (this.#state.type === "idle" && state.type === "idle") return;
    this.#state = state;
    this.#options.onChange();
  }

  #viewOfState(): McpServerState {
    if (!this.#stored.isConfirmed) return { type: "unconfirmed" };
    if (!this.#stored.isOn) return { type: "off" };
    if (this.#state.type === "ready") return { type: "ready", about: this.#state.live.about };
    return this.#state.type === "failed"
      ? { type: "failed", error: toFailure(this.#state.error) }
      : this.#state;
  }

  #sourceState(): ToolSourceState {
    if (this.#state.type === "ready") return { type: "ready", tools: this.#state.live.tools };
    return this.#state.type === "failed"
      ? { type: "failed", error: toFailure(this.#state.error) }
      : this.#state;
  }
}

function stopped(): AppError {
  return new AppError("mcp-not-started", "The server was stopped or changed", { reason: "stopped" });
}
