import { readFile } from "node:fs/promises";
import { z } from "zod";
import { AppError } from "../../../../shared/ipc/result.ts";
import { serverDialects } from "../../../../shared/models/remote-server.ts";
import { writeFileAtomically } from "../../../home/write-file-atomically.ts";
import { servedModelSchema } from "../served-model.ts";

const storedServerSchema = z.object({
  id: z.string(),
  /** Blank: the host of its URL. */
  name: z.string(),
  url: z.string(),
  /** As last reported; null: it has never answered. */
  abilities: z
    .object({ dialect: z.enum(serverDialects), canEndReasoning: z.boolean() })
    .nullable()
    .catch(null),
  models: z.array(servedModelSchema).catch([]),
});

/** A server as it is stored, without its key. */
export type StoredServer = Readonly<z.infer<typeof storedServerSchema>>;

/** Where the file can't be read, the list is empty; an entry that can't be read is left out. */
export async function readServers(path: string): Promise<readonly StoredServer[]> {
  try {
    const content = z
      .object({ servers: z.array(z.unknown()) })
      .parse(JSON.parse(await readFile(path, "utf8")));
    return content.servers.flatMap((entry) => {
      const parsed = storedServerSchema.safeParse(entry);
      return parsed.success ? [parsed.data] : [];
    });
  } catch {
    return [];
  }
}

/** @throws AppError `storage-failed` */
export async function writeServers(path: string, servers: readonly StoredServer[]): Promise<void> {
  try {
    await writeFileAtomically(path, JSON.stringify({ servers }, null, 2));
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `The servers could not be saved: ${reason}`, { reason });
  }
}
