import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@modelcontextprotocol/client";
import { StdioClientTransport } from "@modelcontextprotocol/client/stdio";
import { expect, it } from "vitest";
import { realVocabulary } from "../../../tests/fixtures/real-vocab.ts";
import { Gemma4Format } from "../../../shared/formats/gemma4/gemma4-format.ts";
import { fallbackTemplate } from "../../../shared/formats/gemma4/fallback-template.ts";
import { gemmaTools } from "../../../shared/formats/gemma4/tool-syntax.ts";
import type { ToolDeclaration } from "../../../shared/inference/tool-declaration.ts";

/** The tools that a reference server of MCP declares. */
async function toolsOf(name: string): Promise<readonly ToolDeclaration[]> {
  const folder = join(createRequire(import.meta.url).resolve("ajv/package.json"), "..", "..");
  const client = new Client({ name: "test", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [
        join(folder, "@modelcontextprotocol", name, "dist", "index.js"),
        name === "server-everything" ? "stdio" : tmpdir(),
      ],
      stderr: "ignore",
    }),
  );
  const { tools } = await client.listTools();
  await client.close();
  return tools.map((tool) => ({
    name: tool.name,
    description: tool.description ?? "",
    parameters: tool.inputSchema,
  }));
}

it.each([
  ["server-everything", 10],
  ["server-filesystem", 10],
  ["server-memory", 8],
] as const)(
  "declares the tools of %s, and holds calls to them",
  async (name, least) => {
    const tools = await toolsOf(name);
    expect(tools.length).toBeGreaterThanOrEqual(least);
    const google = (await realVocabulary()).metadata["tokenizer.chat_template"];
    if (google?.type !== "string") throw new Error("The vocabulary has no template");
    for (const template of [google.value, fallbackTemplate]) {
      const format = new Gemma4Format(template, { bosToken: "<bos>", eosToken: "<eos>" });
      const turns = [{ role: "user", text: "Hi" } as const];
      const { beforeTurn } = format.render({ systemPrompt: "", turns, thinking: false, tools });
      const text = beforeTurn.map((segment) => (segment.kind === "media" ? "" : segment.text)).join("");
      const declared = [...text.matchAll(/<\|tool>declaration:([\w.-]+)\{/g)].map(([, found]) => found);
      expect(declared).toEqual(tools.map((tool) => tool.name));
      for (const { description } of tools) expect(text).toContain(description);
    }
    expect(gemmaTools.callRules(tools, true).rules.size).toBeGreaterThan(tools.length);
  },
  30_000,
);
