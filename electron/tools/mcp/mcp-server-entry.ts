import type { CallToolResult, Tool as McpToolDefinition } from "@modelcontextprotocol/client";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import { AppError, toFailure } from "../../../shared/ipc/result.ts";
import type { McpAnswer, McpForm } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpSecrets } from "../../../shared/tools/mcp/mcp-schemas.ts";
import type { McpServer, McpServerFacts, McpServerState } from "../../../shared/tools/mcp/mcp-server.ts";
import { visibleName } from "../../../shared/visible-name.ts";
import { inBackground } from "../../in-background.ts";
import type { Tool } from "../tool.ts";
import type { ToolSource, ToolSourceState } from "../tool-source.ts";
import { McpConnection, type CallOptions, type ConnectionLimits } from "./mcp-connection.ts";
import { callFailure, isUnauthorized, isUnknownSession, startFailure } from "./mcp-failure.ts";
import type { McpSignIn } from "./mcp-sign-in.ts";
import { mcpTools } from "./mcp-tool.ts";
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

/** What is known of a server while there is a connection to it. */
interface Live {
  readonly connection: McpConnection;
  readonly transport: ServerTransport;
  readonly tools: readonly Tool[];
  readonly about: McpServerFacts;
}

type EntryState =
  | { readonly type: "idle" }
  | { readonly type: "starting" }
  | { readonly type: "ready"; readonly live: Live }
  | { readonly type: "failed"; readonly error: AppError };

/** One server of the list: its connection, which is made when it is needed, and its tools. */
export class McpServerEntry {
  readonly stderr = new StderrTail();
  readonly #options: ServerEntryOptions;
  #stored: StoredMcpServer;
  #secrets: McpSecrets;
  #state: EntryState = { type: "idle" };
  #starting: Promise<Live> | null = null;
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

  get secrets(): McpSecrets {
    return this.#secrets;
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

  #live(): Promise<Live> {
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

  async #start(signal: AbortSignal): Promise<Live> {
    this.#set({ type: "starting" });
    try {
      const live = await this.#connect(signal);
      if (signal.aborted) {
        await live.connection.close();
        throw stopped();
      }
      this.#set({ type: "ready", live });
      return live;
    } catch (thrown) {
      if (signal.aborted) throw stopped();
      const error = startFailure(this.#stored.name, thrown);
      this.#set({ type: "failed", error });
      throw error;
    }
  }

  async #connect(signal: AbortSignal): Promise<Live> {
    try {
      return await this.#connectOnce(signal, this.#era);
    } catch (thrown) {
      // Some programs from before the new era end at the first message that they do not know.
      if (this.#era !== null || signal.aborted || !(thrown instanceof ServerEnded)) throw thrown;
      const live = await this.#connectOnce(signal, "legacy");
      this.#era = "legacy";
      return live;
    }
  }

  async #connectOnce(signal: AbortSignal, era: "legacy" | null): Promise<Live> {
    const transport = await this.#options.transportTo(this.#stored, this.#secrets, this.stderr);
    let connection: McpConnection | null = null;
    try {
      connection = await McpConnection.open(
        {
          transport: transport.transport,
          isProgram: this.#stored.connection.type === "stdio",
          version: this.#options.version,
          era,
          ...(this.#options.limits && { limits: this.#options.limits }),
          onClosed: () => this.#closed(connection),
          onToolsChanged: () => inBackground(this.#listAgain(connection)),
          ask: (form, asking) => this.#options.ask(this.#stored, form, asking),
        },
        signal,
      );
      if (connection.era === "legacy") this.#era = "legacy";
      return await this.#listed(connection, transport, signal);
    } catch (thrown) {
      await connection?.close();
      const exit = transport.exit();
      throw transport.misbehaviour() ?? (exit === null ? thrown : new ServerEnded(this.#stored.name, exit));
    }
  }

  async #listed(connection: McpConnection, transport: ServerTransport, signal: AbortSignal): Promise<Live> {
    const { prefix, timeoutMs, connection: to } = this.#stored;
    const { tools: listed, hasMore } = await connection.listTools(signal);
    const tools = mcpTools(listed, {
      prefix,
      timeoutMs,
      isRemote: to.type === "http",
      call: (definition, args, options) => this.#call(definition, args, options),
    });
    const about = {
      program: visibleName(connection.program, 100),
      protocolVersion: visibleName(connection.protocolVersion, 20),
      toolCount: tools.length,
      hasMoreTools: hasMore || tools.length < listed.length,
    };
    return { connection, transport, tools, about };
  }

  /** The server says that its tools have changed: the next reply has the new ones. */
  async #listAgain(connection: McpConnection | null): Promise<void> {
    const current = connection === null ? null : this.#current(connection);
    if (connection === null || current === null) return;
    try {
      const live = await this.#listed(connection, current.transport, this.#lifetime.signal);
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

  #closed(connection: McpConnection | null): void {
    const live = connection === null ? null : this.#current(connection);
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
  #current(connection: McpConnection): Live | null {
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

/** The program ended before it could be used. */
class ServerEnded extends AppError {
  constructor(name: string, exit: string) {
    super("mcp-not-started", `The MCP server ${name} ended at once (${exit})`, {
      name,
      reason: "exited",
      exit,
    });
  }
}

function stopped(): AppError {
  return new AppError("mcp-not-started", "The server was stopped or changed", { reason: "stopped" });
}

/** @throws the signal's reason when it is aborted first; the work goes on for others */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason as Error);
  if (signal.aborted) abort();
  else signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
    work.catch(() => undefined);
  }
}
