import { z } from "zod";
import type { McpFile, McpOffers } from "../tools/mcp/mcp-offers.ts";
import type { McpQuestion } from "../tools/mcp/mcp-question.ts";
import {
  mcpConnectionSchema,
  mcpNameSchema,
  mcpSecretsSchema,
  mcpTimeoutSchema,
} from "../tools/mcp/mcp-schemas.ts";
import { defaultMcpTimeoutMs, mcpLimits, type McpServer } from "../tools/mcp/mcp-server.ts";
import type { PasteProblem } from "../tools/mcp/pasted-servers.ts";
import { wellFormedText } from "../well-formed-text.ts";
import { route } from "./route.ts";

const serverId = z.string().max(64);

/** What became of the entries of a pasted configuration. */
export interface McpImport {
  /** Names of new servers, which wait for the user to confirm them. */
  readonly created: readonly string[];
  /** Names of servers that are in the list already. */
  readonly skipped: readonly string[];
  readonly problems: readonly { readonly name: string; readonly problem: PasteProblem }[];
}

/** MCP servers. Only pages on this computer may change them, because a server is a program that is started. */
export const mcpRoutes = {
  /** Adds a server and starts it; its state says how that went. */
  "mcp.add": route<McpServer>()(
    z.object({
      name: mcpNameSchema,
      connection: mcpConnectionSchema,
      secrets: mcpSecretsSchema.default({}),
      timeoutMs: mcpTimeoutSchema.default(defaultMcpTimeoutMs),
    }),
  ),
  /** Adds the servers of a configuration, unconfirmed. @returns null where the text is none */
  "mcp.import": route<McpImport | null>()(z.object({ text: z.string().max(mcpLimits.pastedCharacters) })),
  /** Secrets that are not given stay, unless the server is at another address. */
  "mcp.update": route<McpServer>()(
    z.object({
      serverId,
      name: mcpNameSchema.optional(),
      connection: mcpConnectionSchema.optional(),
      secrets: mcpSecretsSchema.optional(),
      isOn: z.boolean().optional(),
    }),
  ),
  /** The user has seen what is started, and wants it. */
  "mcp.confirm": route<null>()(z.object({ serverId })),
  "mcp.restart": route<null>()(z.object({ serverId })),
  "mcp.remove": route<null>()(z.object({ serverId })),
  /**
   * Begins a sign-in; the server is started anew once the browser has come back. @returns the page at which the
   * user signs in
   */
  "mcp.signIn": route<string>()(
    z.object({
      serverId,
      /** What the user reads in the browser at the end. */
      words: wellFormedText(500),
    }),
  ),
  "mcp.signOut": route<null>()(z.object({ serverId })),
  /** The last of what the server wrote to its standard error, as plain text. */
  "mcp.stderr": route<string>()(z.object({ serverId })),
  /** Prompts and resources, for the user to put into a message. */
  "mcp.offers": route<McpOffers>()(z.object({ serverId })),
  /** The text of a prompt, with what the user filled in. */
  "mcp.prompt": route<string>()(
    z.object({
      serverId,
      name: z.string().max(1_000),
      fields: z.record(z.string().max(1_000), wellFormedText(20_000)),
    }),
  ),
  /** Reads a resource into the media store. */
  "mcp.resource": route<readonly McpFile[]>()(z.object({ serverId, uri: z.string().max(10_000) })),
  /** The user's answer to what a server asks. */
  "mcp.answer": route<null>()(
    z.object({
      questionId: z.string().max(64),
      answer: z.discriminatedUnion("action", [
        z.object({
          action: z.literal("accept"),
          content: z.record(
            z.string().max(200),
            z.union([
              wellFormedText(10_000),
              z.number(),
              z.boolean(),
              z.array(wellFormedText(1_000)).max(200).readonly(),
            ]),
          ),
        }),
        z.object({ action: z.literal("decline") }),
        z.object({ action: z.literal("cancel") }),
      ]),
    }),
  ),
} as const;

export interface McpEvents {
  /** All servers, whenever one was added or removed, or has another state. */
  readonly "mcp.changed": readonly McpServer[];
  /** What servers ask the user at the moment. */
  readonly "mcp.questions": readonly McpQuestion[];
}

export interface McpSnapshot {
  readonly mcpServers: readonly McpServer[];
  readonly mcpQuestions: readonly McpQuestion[];
}
