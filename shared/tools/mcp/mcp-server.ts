import type { Failure } from "../../ipc/result.ts";

/** An MCP server that the user added, as the page shows it: without values that may be secret. */
export interface McpServer {
  readonly id: string;
  readonly name: string;
  readonly connection: McpConnection;
  /** Names of the environment variables of a program, or of the headers of requests; values are never shown. */
  readonly secretNames: readonly string[];
  /** Whether there are tokens of a sign-in. */
  readonly isSignedIn: boolean;
  readonly state: McpServerState;
}

/** How a server is reached: a program that is started and spoken to over its standard streams, or an address. */
export type McpConnection =
  | {
      readonly type: "stdio";
      readonly command: string;
      readonly args: readonly string[];
      /** null: the user's home folder. */
      readonly cwd: string | null;
    }
  | { readonly type: "http"; readonly url: string };

export type McpServerState =
  /** It was pasted, and the user has not yet confirmed what it starts. It is never started before. */
  | { readonly type: "unconfirmed" }
  | { readonly type: "off" }
  /** Started when a chat uses it. */
  | { readonly type: "idle" }
  | { readonly type: "starting" }
  | { readonly type: "ready"; readonly about: McpServerFacts }
  | { readonly type: "failed"; readonly error: Failure };

/** What a server says of itself, and what was made of it. */
export interface McpServerFacts {
  readonly program: string;
  /** Of the protocol, such as `2025-11-25`. */
  readonly protocolVersion: string;
  readonly toolCount: number;
  /** Whether there are others, which can't be declared to a model or are too many. */
  readonly hasMoreTools: boolean;
}

export const mcpLimits = {
  servers: 50,
  pastedCharacters: 200_000,
} as const;

/** A call without news for so long has failed. */
export const defaultMcpTimeoutMs = 60_000;

/** The command as one would type it, so that the user sees all of what is started. */
export function commandLine({
  command,
  args,
}: Pick<Extract<McpConnection, { type: "stdio" }>, "command" | "args">) {
  return [command, ...args]
    .map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : JSON.stringify(word)))
    .join(" ");
}

/** Whether it can be the address of a server: http or https, without a password, which would be shown. */
export function isMcpUrl(text: string): boolean {
  return /^https?:\/\/(?:[\w.-]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?][^\s#@\\]*)?$/i.test(text);
}
