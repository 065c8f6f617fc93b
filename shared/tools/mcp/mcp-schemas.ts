import { z } from "zod";
import { wellFormedText } from "../../well-formed-text.ts";
import { isMcpUrl } from "./mcp-server.ts";

const line = (maxLength: number) =>
  wellFormedText(maxLength).refine((text) => !/[\0\r\n]/.test(text), "Not one line");

const argument = wellFormedText(8_000).refine((text) => !text.includes("\0"), "A null character");

export const mcpNameSchema = wellFormedText(100).trim().min(1);

/** As `McpConnection` has it. */
export const mcpConnectionSchema = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("stdio"),
    command: line(4_000).trim().min(1),
    args: z.array(argument).max(200).readonly(),
    cwd: line(4_000).nullable(),
  }),
  z.object({ type: z.literal("http"), url: z.string().trim().max(4_000).refine(isMcpUrl, "Not an address") }),
]);

/** Environment variables of a program, or headers of requests. */
export const mcpSecretsSchema = z
  .record(
    z
      .string()
      .min(1)
      .max(200)
      .regex(/^[^\0\s=:]+$/),
    line(20_000),
  )
  .refine((secrets) => Object.keys(secrets).length <= 100, "Too many");

export type McpSecrets = Readonly<Record<string, string>>;

export const mcpTimeoutSchema = z.number().int().min(1_000).max(86_400_000);
