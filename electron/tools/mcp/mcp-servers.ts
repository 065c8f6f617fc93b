import { randomUUID } from "node:crypto";
import { AppError } from "../../../shared/ipc/result.ts";
import type { McpImport } from "../../../shared/ipc/mcp-routes.ts";
import type { McpQuestion } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpSecrets } from "../../../shared/tools/mcp/mcp-schemas.ts";
import { mcpLimits, type McpConnection, type McpServer } from "../../../shared/tools/mcp/mcp-server.ts";
import { parsePastedServers, type PastedServer } from "../../../shared/tools/mcp/pasted-servers.ts";
import { inBackground } from "../../in-background.ts";
import type { TokenVault } from "../../models/hub/token-vault.ts";
import type { ToolProvider, ToolSource } from "../tool-source.ts";
import { loginPath } from "./login-path.ts";
import type { ConnectionLimits } from "./mcp-connection.ts";
import { McpQuestions } from "./mcp-questions.ts";
import { McpSignIn } from "./mcp-sign-in.ts";
import { McpServerEntry } from "./mcp-server-entry.ts";
import { transportTo } from "./server-transport.ts";
import {
  readMcpSecrets,
  readMcpServers,
  writeMcpSecrets,
  writeMcpServers,
  type StoredMcpServer,
} from "./stored-mcp-servers.ts";
import { prefixOf } from "./tool-names.ts";
import type { TrafficLimits } from "./traffic-limit.ts";

export interface McpServersOptions {
  /** The list, without what may be secret. */
  readonly file: string;
  /** The vault for environment variables or headers of one server, by its id. */
  readonly vaultOf: (serverId: string) => TokenVault | Promise<TokenVault>;
  /** The vault for the tokens of a sign-in at one server. */
  readonly signInVaultOf: (serverId: string) => TokenVault | Promise<TokenVault>;
  /** Of Facet, which servers are told. */
  readonly version: string;
  readonly onChange: (servers: readonly McpServer[]) => void;
  readonly onQuestions: (questions: readonly McpQuestion[]) => void;
  /** The folders in which commands are looked for; by default, those of the user's terminal. */
  readonly searchPath?: () => Promise<string>;
  /** For tests, which use smaller ones. */
  readonly limits?: { readonly connection?: ConnectionLimits; readonly traffic?: TrafficLimits };
}

/** A server as the user describes it. */
export interface NewMcpServer {
  readonly name: string;
  readonly connection: McpConnection;
  readonly secrets: McpSecrets;
  readonly timeoutMs: number;
}

/** The MCP servers that the user added. Their tools are sources like the built-in groups. */
export class McpServers implements ToolProvider {
  readonly questions: McpQuestions;
  readonly #options: McpServersOptions;
  readonly #listeners = new Set<() => void>();
  #entries: readonly McpServerEntry[] = [];
  #path: Promise<string> | null = null;
  /** Changes of the list follow each other. */
  #changed: Promise<unknown> = Promise.resolve();

  private constructor(options: McpServersOptions) {
    this.#options = options;
    this.questions = new McpQuestions(options.onQuestions);
  }

  /** Reads the list; a server is started when it is used. */
  static async open(options: McpServersOptions): Promise<McpServers> {
    const servers = new McpServers(options);
    const stored = await readMcpServers(options.file);
    servers.#entries = await Promise.all(
      stored.map(async (server) =>
        servers.#entryOf(server, await readMcpSecrets(await options.vaultOf(server.id))),
      ),
    );
    return servers;
  }

  list(): readonly McpServer[] {
    return this.#entries.map(({ view }) => view);
  }

  sources(): readonly ToolSource[] {
    return this.#entries.flatMap(({ source }) => source ?? []);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** What a server wrote to its standard error. @throws AppError `not-found` */
  stderrOf(serverId: string): string {
    return this.#entry(serverId).stderr.text;
  }

  /**
   * Adds a server that the user typed in, which confirms it, and starts it.
   * @throws AppError `storage-failed`, `mcp-too-many`
   */
  async add(server: NewMcpServer): Promise<McpServer> {
    const [entry] = await this.#insert([{ ...server, isOn: true, isConfirmed: true }]);
    if (!entry) throw new AppError("internal", "No server was added");
    inBackground(entry.restart());
    return entry.view;
  }

  /**
   * Adds the servers of a pasted configuration. None is started before the user has confirmed it: the text may
   * be from anywhere.
   * @returns null where the text is no configuration
   * @throws AppError `storage-failed`, `mcp-too-many`
   */
  async import(text: string): Promise<McpImport | null> {
    const pasted = parsePastedServers(text);
    if (pasted === null) return null;
    const isKnown = ({ connection }: PastedServer) =>
      this.#entries.some(({ stored }) => JSON.stringify(stored.connection) === JSON.stringify(connection));
    const wanted = pasted.servers.filter((server) => !isKnown(server));
    const created = await this.#insert(wanted.map((server) => ({ ...server, isConfirmed: false })));
    return {
      created: created.map(({ stored }) => stored.name),
      skipped: pasted.servers.filter((server) => !wanted.includes(server)).map(({ name }) => name),
      problems: pasted.problems,
    };
  }

  /**
   * Changes a server. Secrets that are not given stay, unless the server is at another address.
   * @throws AppError `not-found`; `storage-failed`: it is as it was
   */
  async update(
    serverId: string,
    change: Partial<Omit<NewMcpServer, "secrets">> & {
      readonly isOn?: boolean;
      readonly secrets?: McpSecrets;
    },
  ): Promise<McpServer> {
    const entry = await this.#inTurn(async () => {
      const found = this.#entry(serverId);
      const { secrets, ...stored } = change;
      const leaves =
        change.connection !== undefined && isElsewhere(found.stored.connection, change.connection);
      const kept = secrets ?? (leaves ? {} : undefined);
      const next = { ...found.stored, ...stored };
      // What the user typed in is confirmed.
      if (change.connection !== undefined) next.isConfirmed = true;
      if (kept !== undefined) await writeMcpSecrets(await this.#options.vaultOf(serverId), kept);
      await this.#save(this.#entries.map((each) => (each === found ? next : each.stored)));
      if (leaves) await found.signIn.forget();
      found.change({ ...change, isConfirmed: next.isConfirmed, ...(kept && { secrets: kept }) });
      return found;
    });
    this.#publish();
    if (change.isOn === true || change.connection !== undefined) inBackground(entry.restart());
    return entry.view;
  }

  /** The user has seen what is started, and wants it. @throws AppError `not-found`, `storage-failed` */
  async confirm(serverId: string): Promise<void> {
    const entry = await this.#inTurn(async () => {
      const found = this.#entry(serverId);
      const next = { ...found.stored, isConfirmed: true, isOn: true };
      await this.#save(this.#entries.map((each) => (each === found ? next : each.stored)));
      found.change({ isConfirmed: true, isOn: true });
      return found;
    });
    this.#publish();
    inBackground(entry.restart());
  }

  /** Starts a server anew. The outcome is its state. @throws AppError `not-found` */
  restart(serverId: string): void {
    const entry = this.#entry(serverId);
    const { isOn, isConfirmed } = entry.stored;
    if (isOn && isConfirmed) inBackground(entry.restart());
  }

  /** @throws AppError `not-found`; `storage-failed`: it is still listed */
  async remove(serverId: string): Promise<void> {
    const removed = await this.#inTurn(async () => {
      const entry = this.#entry(serverId);
      const others = this.#entries.filter((each) => each !== entry);
      await this.#save(others.map(({ stored }) => stored));
      this.#entries = others;
      await writeMcpSecrets(await this.#options.vaultOf(serverId), {});
      await entry.signIn.forget();
      return entry;
    });
    this.#publish();
    await removed.stop();
  }

  /**
   * Begins a sign-in at a server, which is started anew once the browser has come back.
   * @param words What the user reads in the browser then.
   * @returns the page at which the user signs in
   * @throws AppError `not-found`, `mcp-sign-in-failed`
   */
  async signIn(serverId: string, words: string): Promise<string> {
    const { signIn, stored } = this.#entry(serverId);
    if (stored.connection.type !== "http") throw new AppError("not-found", "A program has no sign-in");
    return signIn.begin(stored.connection.url, words, () => this.restart(serverId));
  }

  /** @throws AppError `not-found` */
  async signOut(serverId: string): Promise<void> {
    const entry = this.#entry(serverId);
    await entry.signIn.forget();
    inBackground(entry.restart());
  }

  /** A server that is on. @throws AppError `not-found` */
  usable(serverId: string): McpServerEntry {
    const entry = this.#entry(serverId);
    if (entry.source === null) throw new AppError("not-found", `The MCP server ${serverId} is off`);
    return entry;
  }

  /** Ends all servers. */
  async dispose(): Promise<void> {
    this.questions.dispose();
    for (const { signIn } of this.#entries) signIn.cancel();
    await Promise.all(this.#entries.map((entry) => entry.stop()));
    await this.#changed.catch(() => undefined);
  }

  #insert(
    added: readonly (NewMcpServer & Pick<StoredMcpServer, "isOn" | "isConfirmed">)[],
  ): Promise<readonly McpServerEntry[]> {
    return this.#inTurn(async () => {
      if (this.#entries.length + added.length > mcpLimits.servers)
        throw new AppError("mcp-too-many", "There are too many MCP servers", { limit: mcpLimits.servers });
      const entries: McpServerEntry[] = [];
      for (const { secrets, name, ...server } of added) {
        const others = [...this.#entries, ...entries].map(({ stored }) => stored);
        const stored: StoredMcpServer = {
          id: `mcp-${randomUUID()}`,
          prefix: prefixOf(
            name,
            others.map(({ prefix }) => prefix),
          ),
          ...server,
          name: freeName(
            name,
            others.map((other) => other.name),
          ),
        };
        await writeMcpSecrets(await this.#options.vaultOf(stored.id), secrets);
        entries.push(await this.#entryOf(stored, secrets));
      }
      try {
        await this.#save([...this.#entries, ...entries].map(({ stored }) => stored));
      } catch (thrown) {
        for (const { stored } of entries)
          await writeMcpSecrets(await this.#options.vaultOf(stored.id), {}).catch(() => undefined);
        throw thrown;
      }
      this.#entries = [...this.#entries, ...entries];
      this.#publish();
      return entries;
    });
  }

  async #entryOf(stored: StoredMcpServer, secrets: McpSecrets): Promise<McpServerEntry> {
    const { version, limits, searchPath = loginPath, signInVaultOf } = this.#options;
    const signIn = await McpSignIn.open(async () => signInVaultOf(stored.id));
    return new McpServerEntry(stored, secrets, {
      version,
      signIn,
      transportTo: (server, values, stderr) =>
        transportTo(server, values, stderr, {
          signIn,
          searchPath: () => (this.#path ??= searchPath()),
          ...(limits?.traffic && { limits: limits.traffic }),
        }),
      ask: ({ name }, form, signal) => this.questions.ask(name, form, signal),
      onChange: () => this.#publish(),
      ...(limits?.connection && { limits: limits.connection }),
    });
  }

  #entry(serverId: string): McpServerEntry {
    const entry = this.#entries.find(({ stored }) => stored.id === serverId);
    if (!entry) throw new AppError("not-found", `There is no MCP server ${serverId}`);
    return entry;
  }

  #publish(): void {
    this.#options.onChange(this.list());
    for (const listener of this.#listeners) listener();
  }

  #save(stored: readonly StoredMcpServer[]): Promise<void> {
    return writeMcpServers(this.#options.file, stored);
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#changed.then(work);
    this.#changed = done.catch(() => undefined);
    return done;
  }
}

/** Headers go to the address for which they were entered, and to no other. */
function isElsewhere(before: McpConnection, after: McpConnection): boolean {
  if (before.type !== "http" || after.type !== "http") return before.type !== after.type;
  return new URL(before.url).origin !== new URL(after.url).origin;
}

function freeName(name: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name} ${number}`;
    if (!taken.includes(free)) return free;
  }
}
