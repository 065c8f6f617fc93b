import { z } from "zod";
import { toolKeySchema } from "../tools/chat-tools.ts";
import { folderGrantSchema, type FolderGrant } from "../tools/folder-grant.ts";
import type { ToolGroup } from "../tools/tool-group.ts";
import { toolRuleSchema } from "../tools/tool-rule.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { route } from "./route.ts";

export const toolRoutes = {
  /**
   * The user's decision about a call that waits for it. One that no longer waits is ignored: it was decided
   * in another window, or its reply has ended.
   */
  "tools.decide": route<null>()(
    z.object({
      partId: z.string().max(64),
      decision: z.discriminatedUnion("type", [
        z.object({ type: z.literal("allow"), scope: z.enum(["once", "chat", "always"]) }),
        /** The model is told the words. */
        z.object({ type: z.literal("deny"), words: wellFormedText(2000).trim().default("") }),
      ]),
    }),
  ),
  /** Whether a tool may run without asking in every chat; null: it is asked about. */
  "tools.setRule": route<null>()(z.object({ tool: toolKeySchema, rule: toolRuleSchema.nullable() })),
  /**
   * Lets the tools for files use a folder, or changes what they may do there. @returns it as it is stored,
   * with its real path
   */
  "tools.grantFolder": route<FolderGrant>()(folderGrantSchema),
  "tools.revokeFolder": route<null>()(folderGrantSchema.pick({ path: true })),
} as const;

export interface ToolEvents {
  /** All sources of tools, whenever one has changed. */
  readonly "tools.changed": readonly ToolGroup[];
}

export interface ToolsSnapshot {
  readonly tools: readonly ToolGroup[];
}
