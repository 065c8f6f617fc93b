import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Database } from "../../storage/database.ts";

/**
 * Removes the folders of chats that are gone for good, and what an interrupted write has left.
 * @returns how many
 */
export async function sweepFolders(codeFolder: string, database: Database): Promise<number> {
  const chats = database.prepare<{ id: string }>("SELECT id FROM conversations").all();
  const kept = new Set(chats.map(({ id }) => id));
  const names = await readdir(codeFolder).catch(() => []);
  const unused = names.filter((name) => !kept.has(name));
  await Promise.all(unused.map((name) => rm(join(codeFolder, name), { force: true })));
  return unused.length;
}
