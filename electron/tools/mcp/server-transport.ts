import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { StreamableHTTPClientTransport, type Transport } from "@modelcontextprotocol/client";
import { AppError } from "../../../shared/ipc/result.ts";
import type { McpSecrets } from "../../../shared/tools/mcp/mcp-schemas.ts";
import { leaveToLastHandler } from "../../in-background.ts";
import { boundedFetch } from "./bounded-fetch.ts";
import { findCommand } from "./find-command.ts";
import type { McpMisbehaviour } from "./mcp-failure.ts";
import type { McpSignIn } from "./mcp-sign-in.ts";
import { serverEnvironment } from "./server-environment.ts";
import { ServerProcess } from "./server-process.ts";
import type { StderrTail } from "./stderr-tail.ts";
import type { StoredMcpServer } from "./stored-mcp-servers.ts";
import { defaultTrafficLimits, TrafficLimit, type TrafficLimits } from "./traffic-limit.ts";

export interface TransportOptions {
  /** The folders in which commands are looked for, as PATH has them. */
  readonly searchPath: () => Promise<string>;
  readonly signIn: McpSignIn;
  readonly limits?: TrafficLimits;
}

export interface ServerTransport {
  readonly transport: Transport;
  /** What the server did wrong, for which the connection was ended. */
  readonly misbehaviour: () => McpMisbehaviour | null;
  /** The exit code or signal of a program that ended by itself. */
  readonly exit: () => string | null;
}

/**
 * The way to a server; nothing is started or requested yet.
 * @throws AppError `mcp-not-started` where there is no such command
 */
export async function transportTo(
  { name, connection }: StoredMcpServer,
  secrets: McpSecrets,
  stderr: StderrTail,
  { searchPath, signIn, limits = defaultTrafficLimits }: TransportOptions,
): Promise<ServerTransport> {
  if (connection.type === "http") {
    let misbehaviour: McpMisbehaviour | null = null;
    const transport: StreamableHTTPClientTransport = new StreamableHTTPClientTransport(
      new URL(connection.url),
      {
        requestInit: { headers: secrets },
        authProvider: signIn.provider(connection.url),
        fetch: boundedFetch(new TrafficLimit(limits), (thrown) => {
          misbehaviour = thrown;
          transport.close().catch(leaveToLastHandler);
        }),
      },
    );
    return { transport, misbehaviour: () => misbehaviour, exit: () => null };
  }
  const { command, args, cwd } = connection;
  const chosenPath = Object.entries(secrets).find(([key]) => key.toUpperCase() === "PATH")?.[1];
  const path = chosenPath ?? (await searchPath());
  const extensions = process.env["PATHEXT"];
  const file = await findCommand(command, {
    platform: process.platform,
    path,
    ...(extensions !== undefined && { extensions }),
    isExecutable,
  });
  if (file === null)
    throw new AppError("mcp-not-started", `There is no command ${command} for the MCP server ${name}`, {
      name,
      reason: "no-command",
      command,
    });
  const folder = cwd ?? ((await isFolder(homedir())) ? homedir() : tmpdir());
  if (!(await isFolder(folder)))
    throw new AppError("mcp-not-started", `There is no folder ${folder} for the MCP server ${name}`, {
      name,
      reason: "no-folder",
      path: folder,
    });
  stderr.mark(`${command} is started`);
  const program = new ServerProcess({
    file,
    args,
    cwd: folder,
    environment: serverEnvironment(process.env, path, secrets),
    stderr,
    limits,
  });
  return {
    transport: program,
    misbehaviour: () => program.misbehaviour,
    exit: () => program.endedItself,
  };
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
