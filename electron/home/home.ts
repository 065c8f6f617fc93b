import { access, chmod, constants } from "node:fs/promises";
import { posix, resolve, win32 } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import { makeFolder } from "./make-folder.ts";

/** The data folder and what lies where in it. All paths are absolute. */
export interface Home {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly mediaFolder: string;
  readonly logsFolder: string;
  readonly databaseFile: string;
  /** Copies of the database, taken before its schema changes. */
  readonly backupsFolder: string;
  /** What the engine process needs only while it lives. */
  readonly engineScratchFolder: string;
  readonly settingsFile: string;
  /** What the person has said about models that lie elsewhere. */
  readonly modelShelfFile: string;
  /** The access token of the hub, or where the system has it encrypted. */
  readonly hubTokenFile: string;
  /** What the hub said last of what can be had. */
  readonly catalogFile: string;
  /** What was measured of the computer. */
  readonly hardwareFile: string;
  /** Held by the one process that uses the folder. */
  readonly lockFile: string;
  /** Says who that is. */
  readonly instanceFile: string;
}

/** Where Facet keeps its data: FACET_HOME, or else the platform's own place for it. */
export function homeFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  userFolder: string,
): string {
  const chosen = environment["FACET_HOME"];
  if (chosen) return resolve(chosen);
  if (platform === "win32") {
    return win32.join(environment["APPDATA"] ?? win32.join(userFolder, "AppData", "Roaming"), "Facet");
  }
  if (platform === "darwin") return posix.join(userFolder, "Library", "Application Support", "Facet");
  const data = environment["XDG_DATA_HOME"];
  // The XDG specification has relative paths ignored.
  const isUsable = data !== undefined && posix.isAbsolute(data);
  return posix.join(isUsable ? data : posix.join(userFolder, ".local", "share"), "facet");
}

/**
 * Makes the folders that are missing; what Facet makes here is for its owner alone.
 * @throws AppError `storage-failed` {path, reason}
 */
export async function openHome(folder: string): Promise<Home> {
  const home = layOut(folder);
  try {
    // The mode of what is made passes through the umask; a folder that was there keeps its own.
    if (makeFolder(home.folder)) await chmod(home.folder, 0o700);
    await access(home.folder, constants.W_OK);
    for (const inside of [home.modelsFolder, home.mediaFolder, home.logsFolder]) makeFolder(inside);
    return home;
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `The data folder ${folder} can't be used: ${reason}`, {
      path: folder,
      reason,
    });
  }
}

function layOut(folder: string): Home {
  return {
    folder,
    modelsFolder: resolve(folder, "models"),
    mediaFolder: resolve(folder, "media"),
    logsFolder: resolve(folder, "logs"),
    databaseFile: resolve(folder, "conversations.sqlite"),
    backupsFolder: resolve(folder, "backups"),
    engineScratchFolder: resolve(folder, "engine-scratch"),
    settingsFile: resolve(folder, "settings.json"),
    modelShelfFile: resolve(folder, "model-shelf.json"),
    hubTokenFile: resolve(folder, "hub-token"),
    catalogFile: resolve(folder, "catalog.json"),
    hardwareFile: resolve(folder, "hardware.json"),
    lockFile: resolve(folder, "facet.lock"),
    instanceFile: resolve(folder, "instance.json"),
  };
}
