import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export const crashFolderName = "crashes";

export interface CrashDump {
  readonly path: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly sizeBytes: number;
}

const mostDumps = 5;

/** The dumps in the data folder, newest first. Crashpad spreads them over folders of its own. */
export async function crashDumps(home: string): Promise<readonly CrashDump[]> {
  const folder = join(home, crashFolderName);
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const dumps = await Promise.all(
    names
      .filter((name) => name.endsWith(".dmp"))
      .map(async (name) => {
        const path = join(folder, name);
        const found = await stat(path).catch(() => null);
        return found ? [{ path, at: Math.round(found.mtimeMs), sizeBytes: found.size }] : [];
      }),
  );
  return dumps.flat().sort((one, other) => other.at - one.at);
}

/** Keeps the newest dumps: each is some megabytes, and an app that crashes often would fill the disk. */
export async function pruneCrashDumps(home: string): Promise<void> {
  for (const { path } of (await crashDumps(home)).slice(mostDumps)) await rm(path, { force: true });
}
