import { readFile } from "node:fs/promises";
import { z } from "zod";
import { usualApiPort } from "../../shared/api/local-server.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { writeFileAtomically } from "../home/write-file-atomically.ts";
import { storedApiKeySchema } from "./access/api-keys.ts";

const storedSchema = z.object({
  isOn: z.boolean().catch(false),
  port: z.int().min(1).max(65_535).catch(usualApiPort),
  keys: z.array(storedApiKeySchema),
  allowedOrigins: z.array(z.string()).catch([]),
  fetchesImages: z.boolean().catch(false),
  sharesTools: z.boolean().catch(false),
});

/** The choices about the API for programs, with the hashes of its keys. */
export type StoredLocalServer = z.infer<typeof storedSchema>;

const initial: StoredLocalServer = {
  isOn: false,
  port: usualApiPort,
  keys: [],
  allowedOrigins: [],
  fetchesImages: false,
  sharesTools: false,
};

/** Where the file or its keys can't be read, the server is off: without its keys it would be open. */
export async function readLocalServer(path: string): Promise<StoredLocalServer> {
  try {
    return storedSchema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch {
    return initial;
  }
}

/** @throws AppError `storage-failed` */
export async function writeLocalServer(path: string, stored: StoredLocalServer): Promise<void> {
  try {
    await writeFileAtomically(path, JSON.stringify(stored, null, 2));
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `The local server's settings could not be saved: ${reason}`, {
      reason,
    });
  }
}
