import type { Tool as McpToolDefinition } from "@modelcontextprotocol/client";
import { visibleName } from "../../../shared/visible-name.ts";
import type { ToolAccess } from "../../../shared/tools/tool-access.ts";
import type { Tool } from "../tool.ts";
import { plainParameters } from "./plain-parameters.ts";
import { declaredToolName } from "./tool-names.ts";
import { toolOutputOf } from "./tool-result.ts";
import type { CallOptions } from "./mcp-connection.ts";
import type { CallToolResult } from "@modelcontextprotocol/client";
import type { JsonObject } from "../../../shared/chat/message-part.ts";

const longestDescription = 2_000;

export interface McpToolOptions {
  readonly prefix: string;
  /** Whether calls leave this computer; a program on it may do anything. */
  readonly isRemote: boolean;
  readonly timeoutMs: number;
  /** Over whatever connection there is by then. */
  readonly call: (
    definition: McpToolDefinition,
    args: JsonObject,
    options: CallOptions,
  ) => Promise<CallToolResult>;
}

/** The tools of a server as models have them, in a stable order; those that can't be declared are left out. */
export function mcpTools(listed: readonly McpToolDefinition[], options: McpToolOptions): readonly Tool[] {
  const tools = new Map<string, Tool>();
  for (const definition of listed) {
    const tool = mcpTool(definition, options);
    // Of two tools of one name, the server could mean either.
    if (tool !== null && !tools.has(tool.declaration.name)) tools.set(tool.declaration.name, tool);
  }
  // By code units: the order in which a server lists them may change, and the prompt must not.
  return [...tools.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, tool]) => tool);
}

function mcpTool(
  definition: McpToolDefinition,
  { prefix, isRemote, timeoutMs, call }: McpToolOptions,
): Tool | null {
  const { name, title, description, inputSchema, annotations } = definition;
  const parameters = plainParameters(inputSchema);
  if (parameters === null) return null;
  return {
    declaration: {
      name: declaredToolName(prefix, name),
      description: (description ?? title ?? "").slice(0, longestDescription).toWellFormed(),
      parameters,
    },
    title: visibleName(title ?? annotations?.title ?? name, 80),
    access: accessOf(annotations, isRemote),
    async run(args, { signal, onProgress }) {
      return toolOutputOf(await call(definition, args, { signal, timeoutMs, onProgress }));
    },
  };
}

/**
 * What calls may do. A server's own word that a tool only reads counts for nothing; that it reaches out to other
 * computers does.
 */
function accessOf(annotations: McpToolDefinition["annotations"], isRemote: boolean): ToolAccess {
  return isRemote || annotations?.openWorldHint === true ? "sends" : "runs";
}
