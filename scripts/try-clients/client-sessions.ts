import { join } from "node:path";
import type { ClientRun } from "./run-client.ts";
import type { Exchange } from "./recorder.ts";
import { clientSnippet } from "../../renderer/features/api/client-snippets.ts";
import { contextOf, type AgentModel } from "./scripted-agents.ts";

export type ClientName = "codex" | "claude-code";

export interface ClientSession {
  readonly client: ClientName;
  readonly title: string;
  readonly model: AgentModel;
  readonly prompt: string;
  readonly args?: readonly string[];
  readonly hasWrongKey?: true;
  /** The client does not learn how long the context is, so the server has to refuse. */
  readonly isContextUntold?: true;
  /** What the output has to have. */
  readonly shows: readonly RegExp[];
  /** What the requests have to be; absent: answered with 200. */
  readonly isRight?: (exchanges: readonly Exchange[]) => boolean;
  /** The requests are kept for the tests. */
  readonly isKept?: true;
}

const root = join(import.meta.dirname, "../..");
const everything = join(root, "node_modules/@modelcontextprotocol/server-everything/dist/index.js");
const mcpServer = `{command=${JSON.stringify(process.execPath)},args=[${JSON.stringify(everything)}],default_tools_approval_mode="approve"}`;

const countsOf = (exchanges: readonly Exchange[]) =>
  exchanges.filter(({ path }) => path.startsWith("/v1/messages/count_tokens"));

export const clientSessions: readonly ClientSession[] = [
  {
    client: "codex",
    title: "runs a command and answers from its output",
    model: "codex-reads",
    prompt: "What do the notes say?",
    shows: [/"exit_code":0/, /The notes say: buy tea\./, /"input_tokens":[1-9]\d{3}/],
    isKept: true,
  },
  {
    client: "codex",
    title: "calls a tool of an MCP server",
    model: "codex-asks-mcp",
    prompt: "Ask the server.",
    args: ["-c", `mcp_servers.everything=${mcpServer}`],
    shows: [/Echo: tea time/, /The server has answered\./],
    isKept: true,
  },
  {
    client: "codex",
    title: "says that the context is too short",
    model: "too-short",
    prompt: "Say hello.",
    shows: [/ran out of room in the model's context window/],
    isRight: ([first]) => first?.status === 400,
  },
  {
    client: "codex",
    title: "says that the key is wrong",
    model: "codex-reads",
    prompt: "Say hello.",
    hasWrongKey: true,
    shows: [/401/],
    isRight: ([first]) => first?.status === 401,
  },
  {
    client: "claude-code",
    title: "runs a command and answers from its output",
    model: "claude-reads",
    prompt: "What do the notes say?",
    args: ["--allowedTools", "Bash(cat:*)"],
    shows: [/"tool_use"/, /The notes say: buy tea\./, /"subtype":"success"/],
    isKept: true,
  },
  {
    client: "claude-code",
    title: "finds a tool that it had not declared",
    model: "claude-searches",
    prompt: "Find a tool.",
    shows: [/"tool_reference"/, /The tool is there\./],
    isKept: true,
  },
  {
    client: "claude-code",
    title: "counts what takes up its context",
    model: "claude-reads",
    prompt: "/context",
    shows: [/Context Usage/, /\/ 131\.1k/],
    isRight: (exchanges) => countsOf(exchanges).length > 0 && exchanges.every(({ status }) => status === 200),
  },
  {
    client: "claude-code",
    title: "says that the context is too short",
    model: "too-short",
    prompt: "Say hello.",
    isContextUntold: true,
    shows: [/Prompt is too long/],
    isRight: ([first]) => first?.status === 400,
  },
  {
    client: "claude-code",
    title: "says that the key is wrong",
    model: "claude-reads",
    prompt: "Say hello.",
    hasWrongKey: true,
    shows: [/401/],
    isRight: ([first]) => first?.status === 401,
  },
];

/** The command and the environment of a session, set up as Settings says. */
export function sessionCommand(
  { client, model, prompt, args = [], isContextUntold }: ClientSession,
  { program, url, key }: { readonly program: readonly string[]; readonly url: string; readonly key: string },
): {
  readonly command: readonly string[];
  readonly env: Record<string, string>;
  readonly config: string | null;
} {
  const contextTokens = isContextUntold === true ? null : contextOf(model);
  const snippet = clientSnippet(client, { url, model: { name: model, contextTokens }, key });
  if (client === "codex")
    return {
      command: [...program, "exec", "--json", "--skip-git-repo-check", ...args, prompt],
      env: { FACET_API_KEY: key },
      config: snippet,
    };
  const exported = snippet.matchAll(/^export (\w+)='?(.*?)'?$/gm);
  return {
    command: [...program, "-p", prompt, "--output-format", "stream-json", "--verbose", ...args],
    env: {
      ...Object.fromEntries(Array.from(exported, ([, name = "", value = ""]) => [name, value])),
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
      DISABLE_AUTOUPDATER: "1",
      DISABLE_TELEMETRY: "1",
      CLAUDE_CODE_MAX_RETRIES: "1",
    },
    config: null,
  };
}

/** What is wrong; null: nothing. */
export function faultOf(
  { shows, isRight = allAnswered }: ClientSession,
  { output, errors }: ClientRun,
  exchanges: readonly Exchange[],
): string | null {
  const missing = shows.find((pattern) => !pattern.test(output));
  if (missing !== undefined)
    return `The output lacks ${missing}:\n${output.slice(-2000)}\n${errors.slice(-1000)}`;
  if (isRight(exchanges)) return null;
  return `Unexpected: ${exchanges.map(({ path, status }) => `${path} ${status}`).join(", ")}`;
}

const allAnswered = (exchanges: readonly Exchange[]) =>
  exchanges.length > 0 && exchanges.every(({ status }) => status === 200);
