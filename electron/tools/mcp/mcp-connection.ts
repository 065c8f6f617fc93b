import {
  Client,
  type CallToolResult,
  type Tool as McpTool,
  type Transport,
} from "@modelcontextprotocol/client";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import type { McpAnswer, McpForm } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpOffers } from "../../../shared/tools/mcp/mcp-offers.ts";
import type { ToolFile, ToolProgress } from "../tool.ts";
import { elicitedForm } from "./elicited-form.ts";
import { filesOfResource, listOffers, textOfPrompt } from "./mcp-offers.ts";
import { McpMisbehaviour } from "./mcp-failure.ts";
import { SilenceWatch } from "./silence-watch.ts";

export interface ConnectionOptions {
  readonly transport: Transport;
  /** A program may take long to start: its first start may download it. */
  readonly isProgram: boolean;
  readonly version: string;
  /** Of the protocol: `legacy` is before 2026-07-28; null: not known yet, and found out. */
  readonly era: "legacy" | null;
  readonly limits?: ConnectionLimits;
  /** Called once, also after `close`. */
  readonly onClosed: () => void;
  readonly onToolsChanged: () => void;
  /** Asks the user on behalf of the server. */
  readonly ask: (form: McpForm, signal: AbortSignal) => Promise<McpAnswer>;
}

export interface ConnectionLimits {
  /** For the handshake with a program. */
  readonly connectMs: number;
  /** For finding out the era: servers from before may never answer. */
  readonly probeMs: number;
  /** For everything else but calls. */
  readonly listMs: number;
}

export const defaultConnectionLimits: ConnectionLimits = {
  connectMs: 180_000,
  probeMs: 20_000,
  listMs: 30_000,
};

const mostTools = 200;
const mostPages = 20;
/** A call with news all the time ends at some time too. */
const longestCallMs = 6 * 3_600_000;

export interface CallOptions {
  readonly signal: AbortSignal;
  /** Without news for so long, the call has failed. The time in which the user is asked does not count. */
  readonly timeoutMs: number;
  readonly onProgress: (progress: ToolProgress) => void;
}

export interface ListedMcpTools {
  readonly tools: readonly McpTool[];
  /** The server has more than Facet takes. */
  readonly hasMore: boolean;
}

/** A connection to one server, from its handshake to its end. */
export class McpConnection {
  readonly #client: Client;
  readonly #options: ConnectionOptions;
  readonly #limits: ConnectionLimits;
  readonly #watches = new Set<SilenceWatch>();
  #isClosed = false;

  private constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#limits = options.limits ?? defaultConnectionLimits;
    this.#client = new Client(
      { name: "facet", title: "Facet", version: options.version },
      {
        capabilities: { elicitation: { form: {} } },
        versionNegotiation: { mode: "auto", probe: { timeoutMs: this.#limits.probeMs } },
        // A server's own schemas are not run against its own results: its patterns could take forever.
        jsonSchemaValidator: {
          getValidator: () => (input) => ({ valid: true, data: input as never, errorMessage: undefined }),
        },
        listChanged: { tools: { autoRefresh: false, onChanged: () => options.onToolsChanged() } },
      },
    );
    this.#client.onclose = () => {
      this.#isClosed = true;
      options.onClosed();
    };
    this.#client.setRequestHandler("elicitation/create", async ({ params }, { mcpReq: { signal } }) => {
      const form = elicitedForm(params);
      // Nobody is asked out of the blue: a question belongs to a call that the user knows of.
      if (form === null || this.#watches.size === 0) return { action: "decline" };
      for (const watch of this.#watches) watch.pause();
      try {
        const answer = await options.ask(form, signal);
        if (answer.action !== "accept") return { action: answer.action };
        const content = Object.entries(answer.content).map(
          ([name, value]) => [name, typeof value === "object" ? [...value] : value] as const,
        );
        return { action: "accept", content: Object.fromEntries(content) };
      } finally {
        for (const watch of this.#watches) watch.resume();
      }
    });
  }

  /** @throws errors of the transport, of the client and of the system; nothing is left open */
  static async open(options: ConnectionOptions, signal: AbortSignal): Promise<McpConnection> {
    const connection = new McpConnection(options);
    try {
      await connection.#client.connect(options.transport, {
        signal,
        timeout: options.isProgram ? connection.#limits.connectMs : connection.#limits.listMs,
        ...(options.era === "legacy" && { prior: { kind: "legacy" } }),
      });
    } catch (thrown) {
      await connection.close();
      throw thrown;
    }
    return connection;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get era(): "legacy" | "modern" | null {
    return this.#client.getProtocolEra() ?? null;
  }

  get protocolVersion(): string {
    return this.#client.getNegotiatedProtocolVersion() ?? "";
  }

  /** What the server calls itself. */
  get program(): string {
    const { title, name = "", version = "" } = this.#client.getServerVersion() ?? {};
    return [title ?? name, version].filter((word) => word !== "").join(" ");
  }

  /** @throws errors of the client */
  async listTools(signal: AbortSignal): Promise<ListedMcpTools> {
    const tools: McpTool[] = [];
    const cursors = new Set<string>();
    let cursor: string | undefined;
    for (let page = 1; page <= mostPages; page++) {
      // Page by page: the client's own list would first collect all of an endless one.
      const list = await this.#client.request(
        { method: "tools/list", params: cursor === undefined ? {} : { cursor } },
        { signal, timeout: this.#limits.listMs },
      );
      tools.push(...list.tools);
      cursor = list.nextCursor;
      if (cursor === undefined)
        return { tools: tools.slice(0, mostTools), hasMore: tools.length > mostTools };
      // A server that leads in circles.
      if (cursors.has(cursor)) throw new McpMisbehaviour("flood");
      cursors.add(cursor);
      if (tools.length > mostTools) break;
    }
    return { tools: tools.slice(0, mostTools), hasMore: true };
  }

  /** Prompts and resources. @throws errors of the client */
  listOffers(signal: AbortSignal): Promise<McpOffers> {
    return listOffers(this.#client, { signal, timeout: this.#limits.listMs });
  }

  /** @throws errors of the client */
  async prompt(name: string, args: Readonly<Record<string, string>>, signal: AbortSignal): Promise<string> {
    const options = { signal, timeout: this.#limits.listMs };
    return textOfPrompt(await this.#client.getPrompt({ name, arguments: { ...args } }, options));
  }

  /** @throws errors of the client */
  async resource(uri: string, signal: AbortSignal): Promise<readonly ToolFile[]> {
    const options = { signal, timeout: this.#limits.listMs, cacheMode: "bypass" } as const;
    return filesOfResource(await this.#client.readResource({ uri }, options));
  }

  /** @throws errors of the client; a `TimeoutError`; the signal's reason */
  async call(tool: McpTool, args: JsonObject, options: CallOptions): Promise<CallToolResult> {
    const watch = new SilenceWatch(options.timeoutMs);
    this.#watches.add(watch);
    try {
      return await this.#client.callTool(
        { name: tool.name, arguments: args },
        {
          signal: AbortSignal.any([options.signal, watch.signal]),
          timeout: longestCallMs,
          toolDefinition: tool,
          onprogress: ({ progress, total, message }) => {
            watch.reset();
            const fraction =
              total !== undefined && total > 0 ? Math.min(Math.max(progress / total, 0), 1) : null;
            options.onProgress({ fraction, message: message?.slice(0, 300).toWellFormed() ?? null });
          },
        },
      );
    } catch (thrown) {
      throw watch.signal.aborted ? watch.signal.reason : thrown;
    } finally {
      this.#watches.delete(watch);
      watch.dispose();
    }
  }

  /** Never rejects: whatever fails, the server is gone. */
  async close(): Promise<void> {
    await this.#client.close().catch(() => undefined);
    await this.#options.transport.close().catch(() => undefined);
  }
}
