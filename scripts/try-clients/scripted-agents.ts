import { scriptedModel, type Script } from "../models/scripted-model.ts";
import type { GgufFile } from "../gguf/gguf-writer.ts";

/** What the models of the sessions do, by their names. A prompt of an agent takes 50,000 of their tokens. */
const shape = { contextLength: 131_072, template: "appends-nothing", tokens: "reachable" } as const;

const scripts = {
  "codex-reads": {
    name: "Codex reads",
    thought: "I look into the file.",
    calls: [{ name: "exec_command", arguments: { cmd: "cat notes.txt" } }],
    answer: "The notes say: buy tea.",
    ...shape,
  },
  "codex-asks-mcp": {
    name: "Codex asks MCP",
    thought: null,
    calls: [{ name: "mcp__everything__echo", arguments: { message: "tea time" } }],
    answer: "The server has answered.",
    ...shape,
  },
  "claude-reads": {
    name: "Claude reads",
    thought: "I look into the file.",
    calls: [{ name: "Bash", arguments: { command: "cat notes.txt", description: "Reads the notes" } }],
    answer: "The notes say: buy tea.",
    ...shape,
  },
  "claude-searches": {
    name: "Claude searches",
    thought: null,
    calls: [{ name: "ToolSearch", arguments: { query: "select:WebFetch", max_results: 1 } }],
    answer: "The tool is there.",
    ...shape,
  },
  "too-short": { name: "Too short", thought: null, answer: "Never said.", contextLength: 4096 },
} satisfies Record<string, Script>;

export type AgentModel = keyof typeof scripts;

export const agentModels = Object.keys(scripts) as readonly AgentModel[];

export function scriptedAgent(name: AgentModel): GgufFile {
  return scriptedModel(scripts[name]);
}

export function contextOf(name: AgentModel): number {
  return scripts[name].contextLength;
}
