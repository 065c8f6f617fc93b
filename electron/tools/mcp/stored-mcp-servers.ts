import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../../shared/ipc/result.ts";
import {
  mcpConnectionSchema,
  mcpNameSchema,
  mcpSecretsSchema,
  mcpTimeoutSchema,
  type McpSecrets,
} from "../../../shared/tools/mcp/mcp-schemas.ts";
import { defaultMcpTimeoutMs } from "../../../shared/tools/mcp/mcp-server.ts";
import { writeFileAtomically } from "../../home/write-file-atomically.ts";
import type { TokenVault } from "../../models/hub/token-vault.ts";

const storedSchema = z.object({
  id: z
    .string()
    .max(64)
    .regex(/^[\w-]+$/),
  name: mcpNameSchema,
  /** What its tools are named after. It outlives renames, because the user's rules name tools. */
  prefix: z
    .string()
    .max(40)
    .regex(/^[\w-]+$/),
  connection: mcpConnectionSchema,
  timeoutMs: mcpTimeoutSchema.catch(defaultMcpTimeoutMs),
  isOn: z.boolean().catch(true),
  /** Whether the user has confirmed what is started. */
  isConfirmed: z.boolean().catch(false),
});

/** A server as it is stored, without what may be secret. */
export type StoredMcpServer = Readonly<z.infer<typeof storedSchema>>;

/** Where the file can't be read, the list is empty; an entry that can't be read is left out. */
export async function readMcpServers(path: string): Promise<readonly StoredMcpServer[]> {
  try {
    const content = z
      .object({ servers: z.array(z.unknown()) })
      .parse(JSON.parse(await readFile(path, "utf8")));
    return content.servers.flatMap((entry) => {
      const parsed = storedSchema.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}

/** @throws AppError `storage-failed` */
export async function writeMcpServers(path: string, servers: readonly StoredMcpServer[]): Promise<void> {
  await storing(() => writeFileAtomically(path, JSON.stringify({ servers }, null, 2)));
}

export async function readMcpSecrets(vault: TokenVault): Promise<McpSecrets> {
  try {
    return mcpSecretsSchema.parse(JSON.parse((await vault.read()) ?? "{}"));
  } catch {
    return {};
  }
}

/** @throws AppError `storage-failed` */
export async function writeMcpSecrets(vault: TokenVault, secrets: McpSecrets): Promise<void> {
  await storing(() => vault.write(Object.keys(secrets).length === 0 ? null : JSON.stringify(secrets)));
}

async function storing(write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `The MCP servers could not be saved: ${reason}`, { reason });
  }
}
