import type { CallToolResult, Tool as McpToolDefinition } from "@modelcontextprotocol/client";
import type { JsonObject } from "../../../shared/chat/message-part.ts";
import { AppError } from "../../../shared/ipc/result.ts";
import type { McpAnswer, McpForm } from "../../../shared/tools/mcp/mcp-question.ts";
import type { McpServerFacts } from "../../../shared/tools/mcp/mcp-server.ts";
import { visibleName } from "../../../shared/visible-name.ts";
import type { Tool } from "../tool.ts";
import { McpConnection, type CallOptions, type ConnectionLimits } from "./mcp-connection.ts";
import { mcpTools } from "./mcp-tool.ts";
import type { ServerTransport } from "./server-transport.ts";
import type { StoredMcpServer } from "./stored-mcp-servers.ts";

export interface LiveServerOptions {
  readonly server: StoredMcpServer;
  readonly version: string;
  /** Makes the way to the server; a program is not started yet. */
  readonly makeTransport: () => Promise<ServerTransport>;
  readonly limits?: ConnectionLimits;
  /** Makes a call over whatever connection there is by then. */
  readonly call: (
    definition: McpToolDefinition,
    args: JsonObject,
    options: CallOptions,
  ) => Promise<CallToolResult>;
  readonly ask: (form: McpForm, signal: AbortSignal) => Promise<McpAnswer>;
  readonly onClosed: (connection: McpConnection) => void;
  readonly onToolsChanged: (connection: McpConnection) => void;
}

/** What is known of a server while there is a connection to it. */
export interface LiveServer {
  readonly connection: McpConnection;
  readonly transport: ServerTransport;
  readonly tools: readonly Tool[];
  readonly about: McpServerFacts;
}

/**
 * Connects to a server and lists its tools.
 * @param era Of the protocol; null: not known.
 * @throws errors of the client, of the transport and of the system; nothing is left open
 */
export async function openServer(
  options: LiveServerOptions,
  era: "legacy" | null,
  signal: AbortSignal,
): Promise<LiveServer> {
  try {
    return await openOnce(options, era, signal);
  } catch (thrown) {
    // Some programs from before the new era end at the first message that they do not know.
    if (era !== null || signal.aborted || !(thrown instanceof ServerEnded)) throw thrown;
    return openOnce(options, "legacy", signal);
  }
}

/** The server with the tools that it has now. @throws errors of the client */
export async function withTools(
  { connection, transport }: Pick<LiveServer, "connection" | "transport">,
  { server, call }: LiveServerOptions,
  signal: AbortSignal,
): Promise<LiveServer> {
  const { prefix, timeoutMs, connection: to } = server;
  const { tools: listed, hasMore } = await connection.listTools(signal);
  const tools = mcpTools(listed, { prefix, timeoutMs, isRemote: to.type === "http", call });
  const about = {
    program: visibleName(connection.program, 100),
    protocolVersion: visibleName(connection.protocolVersion, 20),
    toolCount: tools.length,
    hasMoreTools: hasMore || tools.length < listed.length,
  };
  return { connection, transport, tools, about };
}

async function openOnce(
  options: LiveServerOptions,
  era: "legacy" | null,
  signal: AbortSignal,
): Promise<LiveServer> {
  const { server, version, makeTransport, limits, ask, onClosed, onToolsChanged } = options;
  const transport = await makeTransport();
  let connection: McpConnection | null = null;
  try {
    connection = await McpConnection.open(
      {
        transport: transport.transport,
        isProgram: server.connection.type === "stdio",
        version,
        era,
        ...(limits && { limits }),
        onClosed: () => {
          if (connection) onClosed(connection);
        },
        onToolsChanged: () => {
          if (connection) onToolsChanged(connection);
        },
        ask,
      },
      signal,
    );
    const live = await withTools({ connection, transport }, options, signal);
    if (connection.isClosed) throw new Error("The server has ended");
    return live;
  } catch (thrown) {
    await connection?.close();
    const exit = transport.exit();
    throw transport.misbehaviour() ?? (exit === null ? thrown : new ServerEnded(server.name, exit));
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
