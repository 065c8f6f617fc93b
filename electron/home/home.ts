import { access, chmod, constants, stat } from "node:fs/promises";
import { posix, resolve, win32 } from "node:path";
import { AppError } from "../../shared/ipc/result.ts";
import { makeFolder } from "./make-folder.ts";

/** The data folder and the paths inside it. All paths are absolute. */
export interface Home {
  readonly folder: string;
  readonly modelsFolder: string;
  readonly mediaFolder: string;
  readonly logsFolder: string;
  readonly databaseFile: string;
  /** Backups of the database, made before a migration. */
  readonly backupsFolder: string;
  /** Temporary files of the engine process. */
  readonly engineScratchFolder: string;
  /** What the engine keeps of chats; macOS does not index a folder with this name. */
  readonly contextsFolder: string;
  /** Temporary files for the engine, of files that came without a page. */
  readonly decodedFolder: string;
  /** The folders of chats in which models run code. */
  readonly codeFolder: string;
  /** Packages of Python that the user has downloaded for that code. */
  readonly pythonPackagesFolder: string;
  readonly settingsFile: string;
  /** The user's choices about models outside the models folder. */
  readonly listedModelsFile: string;
  /** The access token of the hub, encrypted where the system supports it. */
  readonly hubTokenFile: string;
  /** The list of model servers, without their keys. */
  readonly serversFile: string;
  /** The API for programs, with the hashes of its keys. */
  readonly localServerFile: string;
  /** The API key of a server, or its encrypted form. */
  readonly serverKeyFile: (serverId: string) => string;
  /** The API key of a search service, or its encrypted form. */
  readonly searchKeyFile: (provider: string) => string;
  /** The list of MCP servers, without what may be secret. */
  readonly mcpServersFile: string;
  /** Environment variables or headers of an MCP server, or their encrypted form. */
  readonly mcpSecretsFile: (serverId: string) => string;
  /** The tokens of a sign-in at an MCP server, or their encrypted form. */
  readonly mcpSignInFile: (serverId: string) => string;
  /** The password for other devices, hashed, and the devices that are signed in. */
  readonly accessFile: string;
  /** The last catalog fetched from the hub. */
  readonly catalogFile: string;
  /** Measurements of this computer. */
  readonly hardwareFile: string;
  /** What replies of each model took on this computer. */
  readonly speedsFile: string;
  /** The variants of the engine's library that crashed when they were loaded. */
  readonly engineVariantsFile: string;
  /** Locked by the process that uses the folder. */
  readonly lockFile: string;
  /** Identifies the process that holds the lock. */
  readonly instanceFile: string;
}

/** The data folder: FACET_HOME, or else the platform's default location. */
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
  // The XDG specification requires relative paths to be ignored.
  const isUsable = data !== undefined && posix.isAbsolute(data);
  return posix.join(isUsable ? data : posix.join(userFolder, ".local", "share"), "facet");
}

/**
 * Creates the missing folders, readable by their owner only.
 * @throws AppError `storage-failed` {path, reason}
 */
export async function openHome(folder: string): Promise<Home> {
  const home = homePaths(folder);
  try {
    // The umask applies to created folders, hence the chmod. An existing folder keeps its mode.
    if (makeFolder(home.folder)) await chmod(home.folder, 0o700);
    await access(home.folder, constants.W_OK);
    for (const inside of [home.modelsFolder, home.mediaFolder, home.logsFolder]) makeFolder(inside);
    return home;
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? "unknown";
    throw new AppError("storage-failed", `The data folder ${folder} cannot be used: ${reason}`, {
      path: folder,
      reason,
    });
  }
}

/** Whether other users of this computer may put files into the data folder, or replace them. */
export async function isWritableByOthers(
  { folder }: Pick<Home, "folder">,
  platform: NodeJS.Platform = process.platform,
): Promise<boolean> {
  // Windows has access lists, of which Node's mode says nothing.
  return platform !== "win32" && ((await stat(folder)).mode & 0o022) !== 0;
}

/** The paths in a data folder, which may not exist. */
export function homePaths(folder: string): Home {
  return {
    folder,
    modelsFolder: resolve(folder, "models"),
    mediaFolder: resolve(folder, "media"),
    logsFolder: resolve(folder, "logs"),
    databaseFile: resolve(folder, "conversations.sqlite"),
    backupsFolder: resolve(folder, "backups"),
    engineScratchFolder: resolve(folder, "engine-scratch"),
    contextsFolder: resolve(folder, "contexts.noindex"),
    decodedFolder: resolve(folder, "decoded"),
    codeFolder: resolve(folder, "code"),
    pythonPackagesFolder: resolve(folder, "python-packages"),
    settingsFile: resolve(folder, "settings.json"),
    listedModelsFile: resolve(folder, "model-shelf.json"),
    hubTokenFile: resolve(folder, "hub-token"),
    serversFile: resolve(folder, "servers.json"),
    localServerFile: resolve(folder, "local-server.json"),
    serverKeyFile: (serverId) => resolve(folder, `server-key-${serverId}`),
    searchKeyFile: (provider) => resolve(folder, `search-key-${provider}`),
    mcpServersFile: resolve(folder, "mcp-servers.json"),
    mcpSecretsFile: (serverId) => resolve(folder, `mcp-secrets-${serverId}`),
    mcpSignInFile: (serverId) => resolve(folder, `mcp-sign-in-${serverId}`),
    accessFile: resolve(folder, "access.json"),
    catalogFile: resolve(folder, "catalog.json"),
    hardwareFile: resolve(folder, "hardware.json"),
    speedsFile: resolve(folder, "speeds.json"),
    engineVariantsFile: resolve(folder, "engine-variants.json"),
    lockFile: resolve(folder, "facet.lock"),
    instanceFile: resolve(folder, "instance.json"),
  };
}
