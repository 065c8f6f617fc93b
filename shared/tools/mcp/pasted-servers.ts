import { z } from "zod";
import { mcpConnectionSchema, mcpNameSchema, mcpSecretsSchema, type McpSecrets } from "./mcp-schemas.ts";
import { defaultMcpTimeoutMs, isMcpUrl, type McpConnection } from "./mcp-server.ts";
import { withoutComments } from "./without-comments.ts";

/** A server as it is described by a configuration of this or another app. */
export interface PastedServer {
  readonly name: string;
  readonly connection: McpConnection;
  readonly secrets: McpSecrets;
  readonly timeoutMs: number;
  readonly isOn: boolean;
}

/**
 * Why an entry was not taken: it has neither a command nor a URL; its URL is none; it uses the transport that
 * streamable HTTP replaced; it has `${…}`, which the other app would fill in; anything else.
 */
export type PasteProblem = "nothing-to-start" | "bad-url" | "old-transport" | "placeholder" | "malformed";

export interface PastedServers {
  readonly servers: readonly PastedServer[];
  readonly problems: readonly { readonly name: string; readonly problem: PasteProblem }[];
}

/**
 * Reads the configuration of MCP servers as apps store it: `mcpServers` (Claude Desktop, Cursor, LM Studio, Jan,
 * llama-server), `servers` (VS Code), the content of either, or a single entry. Comments and trailing commas are
 * allowed, as VS Code does.
 * @returns null where the text is not such a configuration
 */
export function parsePastedServers(text: string): PastedServers | null {
  const value = parsed(text);
  if (!isObject(value)) return null;
  const entries = entriesOf(value);
  if (entries === null) return null;
  const timeoutMs = commonTimeoutOf(value);
  const servers: PastedServer[] = [];
  const problems: { name: string; problem: PasteProblem }[] = [];
  for (const [name, entry] of entries) {
    const server = serverOf(name, entry, timeoutMs);
    if (typeof server === "string") problems.push({ name, problem: server });
    else servers.push(server);
  }
  return { servers, problems };
}

type Entries = readonly (readonly [name: string, entry: unknown])[];

function entriesOf(value: Readonly<Record<string, unknown>>): Entries | null {
  // VS Code's user settings have them one level down.
  const outer = isObject(value["mcp"]) ? value["mcp"] : value;
  const named = outer["mcpServers"] ?? outer["servers"];
  if (isObject(named)) return Object.entries(named);
  if (isEntry(value)) return [[nameOf(value), value]];
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([, entry]) => isObject(entry) && isEntry(entry))
    ? entries
    : null;
}

const isEntry = (value: Readonly<Record<string, unknown>>) =>
  typeof value["command"] === "string" || typeof value["url"] === "string";

/** The name of an entry that was pasted alone: its package or program, or its host. */
function nameOf({ command, url, args }: Readonly<Record<string, unknown>>): string {
  if (typeof url === "string") return /^https?:\/\/([^/:]+)/.exec(url)?.[1] ?? "server";
  const words = [...(Array.isArray(args) ? (args as readonly unknown[]) : []), command].filter(
    (word) => typeof word === "string",
  );
  const telling = words.find((word) => /^[@A-Za-z][\w@./-]*$/.test(word) && !/^(?:exec|run|x)$/.test(word));
  return (
    (telling ?? "server")
      .split("/")
      .at(-1)
      ?.replace(/@[\w.-]*$/, "") ?? "server"
  );
}

const text = z.string();
const entrySchema = z.object({
  command: text.optional(),
  args: z.array(z.union([text, z.number().transform(String)])).default([]),
  env: z
    .record(text, z.union([text, z.number().transform(String), z.boolean().transform(String)]))
    .default({}),
  cwd: text.nullish(),
  url: text.optional(),
  serverUrl: text.optional(),
  headers: z.record(text, text).default({}),
  type: text.optional(),
  transport: text.optional(),
  timeout_ms: z.number().optional(),
  disabled: z.boolean().optional(),
  active: z.boolean().optional(),
});

function serverOf(name: string, entry: unknown, commonTimeoutMs: number): PastedServer | PasteProblem {
  const read = entrySchema.safeParse(entry);
  const named = mcpNameSchema.safeParse(name);
  if (!read.success || !named.success) return "malformed";
  const { command, args, env, cwd, headers, timeout_ms, disabled, active, ...others } = read.data;
  const url = others.url ?? others.serverUrl;
  const kind = (others.type ?? others.transport ?? "").toLowerCase();
  if (JSON.stringify([command, args, env, cwd, url, headers]).includes("${")) return "placeholder";
  const isProgram = command !== undefined && command.trim() !== "";
  if (!isProgram && url === undefined) return "nothing-to-start";
  if (!isProgram && kind === "sse") return "old-transport";
  if (!isProgram && !isMcpUrl(url ?? "")) return "bad-url";
  const connection = mcpConnectionSchema.safeParse(
    isProgram ? { type: "stdio", command, args, cwd: cwd ?? null } : { type: "http", url },
  );
  const secrets = mcpSecretsSchema.safeParse(isProgram ? env : headers);
  if (!connection.success || !secrets.success) return "malformed";
  return {
    name: named.data,
    connection: connection.data,
    secrets: secrets.data,
    timeoutMs: boundedTimeout(timeout_ms ?? commonTimeoutMs),
    isOn: disabled !== true && active !== false,
  };
}

/** Jan has one limit for all. */
function commonTimeoutOf(value: Readonly<Record<string, unknown>>): number {
  const settings = value["mcpSettings"];
  const seconds = isObject(settings) ? settings["toolCallTimeoutSeconds"] : undefined;
  return typeof seconds === "number" ? seconds * 1000 : defaultMcpTimeoutMs;
}

function boundedTimeout(timeoutMs: number): number {
  return Number.isFinite(timeoutMs)
    ? Math.min(Math.max(Math.round(timeoutMs), 1_000), 86_400_000)
    : defaultMcpTimeoutMs;
}

function parsed(pasted: string): unknown {
  const plain = withoutComments(pasted).trim();
  // Documentation often shows the member without its braces.
  for (const attempt of [plain, `{${plain}}`]) {
    try {
      return JSON.parse(attempt) as unknown;
    } catch {
      continue;
    }
  }
  return null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
