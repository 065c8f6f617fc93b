import { access, constants } from "node:fs/promises";
import { join, win32 } from "node:path";

export interface UserFolders {
  readonly platform: NodeJS.Platform;
  /** The user's home folder. */
  readonly userFolder: string;
  readonly environment: NodeJS.ProcessEnv;
}

/** The folders that a command may be put into, the best one first. */
export function usualFolders({ platform, userFolder, environment }: UserFolders): readonly string[] {
  if (platform === "win32") {
    // In every user's PATH, for programs of the user.
    const appData = environment["LOCALAPPDATA"] ?? win32.join(userFolder, "AppData", "Local");
    return [win32.join(appData, "Microsoft", "WindowsApps")];
  }
  const own = [join(userFolder, ".local/bin"), join(userFolder, "bin")];
  return platform === "darwin" ? ["/usr/local/bin", ...own] : own;
}

/**
 * The first of the usual folders where terminals look and the user may write, or else `~/.local/bin`, which many
 * systems add to the PATH when it exists.
 */
export async function commandFolder(
  user: UserFolders,
  isInPath: (folder: string) => boolean,
): Promise<string> {
  const usual = usualFolders(user);
  for (const folder of usual) {
    if (isInPath(folder) && (await isWritable(folder))) return folder;
  }
  return usual[user.platform === "darwin" ? 1 : 0] ?? user.userFolder;
}

async function isWritable(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}
