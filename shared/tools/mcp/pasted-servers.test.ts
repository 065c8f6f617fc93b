import { describe, expect, it } from "vitest";
import { parsePastedServers } from "./pasted-servers.ts";

const parse = (value: unknown) =>
  parsePastedServers(typeof value === "string" ? value : JSON.stringify(value));

const files = { command: "npx", args: ["-y", "@modelcontextprotocol/server-filesystem", "/home/me"] };
const stdio = { type: "stdio", ...files, cwd: null };

describe("parsePastedServers", () => {
  it.each([
    ["Claude Desktop and LM Studio", { mcpServers: { files } }],
    ["VS Code", { servers: { files: { type: "stdio", ...files } } }],
    ["VS Code's user settings", { mcp: { servers: { files } } }],
    ["Jan", { mcpServers: { files: { ...files, active: true, official: false } } }],
    ["the content alone", { files }],
    ["the member without braces", `"mcpServers": ${JSON.stringify({ files })}`],
    [
      "JSON with comments and a trailing comma",
      `{ // mine\n "mcpServers": { "files": ${JSON.stringify(files)}, /* none */ }, }`,
    ],
  ])("reads a server as %s writes it", (_, value) => {
    expect(parse(value)).toEqual({
      servers: [{ name: "files", connection: stdio, secrets: {}, timeoutMs: 60_000, isOn: true }],
      problems: [],
    });
  });

  it("reads addresses with headers, and limits in milliseconds and seconds", () => {
    const office = {
      url: "https://mcp.example.com/mcp",
      headers: { Authorization: "Bearer 1" },
      timeout_ms: 5000,
    };
    expect(
      parse({
        mcpServers: { office, plain: { type: "streamableHttp", url: "http://127.0.0.1:3001/mcp" } },
        mcpSettings: { toolCallTimeoutSeconds: 30 },
      })?.servers,
    ).toMatchObject([
      {
        connection: { type: "http", url: office.url },
        secrets: { Authorization: "Bearer 1" },
        timeoutMs: 5000,
      },
      { connection: { url: "http://127.0.0.1:3001/mcp" }, timeoutMs: 30_000 },
    ]);
  });

  it("keeps environment variables, also numbers and booleans, apart from the command", () => {
    const env = { API_KEY: "secret", PORT: 1234, DEBUG: true };
    expect(parse({ mcpServers: { a: { ...files, env } } })?.servers[0]?.secrets).toEqual({
      API_KEY: "secret",
      PORT: "1234",
      DEBUG: "true",
    });
  });

  it("takes over that a server is off", () => {
    const all = parse({ mcpServers: { a: { ...files, disabled: true }, b: { ...files, active: false } } });
    expect(all?.servers.map(({ isOn }) => isOn)).toEqual([false, false]);
  });

  it("names a single entry after its package or its host", () => {
    expect(parse(files)?.servers[0]?.name).toBe("server-filesystem");
    expect(parse({ command: "uvx", args: ["mcp-server-time@1.2"] })?.servers[0]?.name).toBe(
      "mcp-server-time",
    );
    expect(parse({ url: "https://mcp.example.com/mcp" })?.servers[0]?.name).toBe("mcp.example.com");
  });

  it("says for each entry why it was not taken, and takes the others", () => {
    const result = parse({
      mcpServers: {
        files,
        nothing: { args: [] },
        ftp: { url: "ftp://example.com" },
        password: { url: "https://me:secret@example.com/mcp" },
        old: { type: "sse", url: "https://example.com/sse" },
        input: { command: "npx", args: ["--key", "${input:key}"] },
        list: ["npx"],
        line: { command: "npx\nrm", args: [] },
      },
    });
    expect(result?.servers.map(({ name }) => name)).toEqual(["files"]);
    expect(Object.fromEntries(result?.problems.map(({ name, problem }) => [name, problem]) ?? [])).toEqual({
      nothing: "nothing-to-start",
      ftp: "bad-url",
      password: "bad-url",
      old: "old-transport",
      input: "placeholder",
      list: "malformed",
      line: "malformed",
    });
  });

  it.each(["", "npx -y server", "[]", "{}", "null", '{"a": 1}', "{", '{"mcpServers": []}'])(
    "refuses %j, which is no configuration",
    (text) => {
      expect(parse(text)).toBeNull();
    },
  );
});
