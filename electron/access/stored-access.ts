import { chmod, readFile, rename } from "node:fs/promises";
import { z } from "zod";
import type { Log } from "../home/log.ts";
import { passwordHashSchema } from "./password-hash.ts";

const digest = z.string().length(43);

const sessionSchema = z.object({
  id: z.string().max(64),
  cookieDigest: digest,
  pageKeyDigest: digest,
  mediaKeyDigest: digest,
  browser: z.string().max(100).nullable(),
  system: z.string().max(100).nullable(),
  address: z.string().max(100),
  signedInAtMs: z.number(),
  lastSeenAtMs: z.number(),
});

export const storedAccessSchema = z.object({
  password: passwordHashSchema.nullable(),
  /** Whether the user opened the app to the network; serve mode decides by its command line. */
  isOpen: z.boolean(),
  sessions: z.array(sessionSchema).max(1000),
});

export type StoredSession = Readonly<z.infer<typeof sessionSchema>>;
export type StoredAccess = Readonly<z.infer<typeof storedAccessSchema>>;

const nobody: StoredAccess = { password: null, isOpen: false, sessions: [] };

/**
 * Reads who may sign in. A damaged file is renamed: then nobody is signed in and no password is set, which
 * keeps the network out.
 * @throws errors of the file system other than a missing file
 */
export async function readStoredAccess(path: string, log: Log): Promise<StoredAccess> {
  let text;
  try {
    text = await readFile(path, "utf8");
    await chmod(path, 0o600);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return nobody;
    throw thrown;
  }
  try {
    return storedAccessSchema.parse(JSON.parse(text));
  } catch {
    const aside = path.replace(/(\.json)?$/, `.damaged-${Date.now()}.json`);
    log.error(`The file of signed-in devices is damaged and is renamed to ${aside}`);
    await rename(path, aside);
    return nobody;
  }
}
