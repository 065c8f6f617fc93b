import type { ToolSource } from "./tool-source.ts";
import type { Tool } from "./tool.ts";

/** A built-in source, whose tools are always there. */
export function fixedSource(id: string, tools: readonly Tool[]): ToolSource {
  return { id, title: null, state: { type: "ready", tools }, open: async () => tools };
}
