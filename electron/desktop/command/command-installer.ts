import { access, constants, realpath, rm } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { AppError } from "../../../shared/ipc/result.ts";
import type { CommandObstacle, TerminalCommand } from "../../../shared/desktop/terminal-command.ts";
import { appImageCommand } from "./app-image-command.ts";
import { examineFile, writeCommand, type CommandFile, type FoundFile } from "./command-file.ts";
import { commandFolder, usualFolders, type UserFolders } from "./command-folder.ts";
import { windowsCommand } from "./windows-command.ts";

export interface CommandInstallerOptions extends UserFolders {
  /** The launcher in the app's resources; absolute. */
  readonly launcher: string;
  /** The file of an AppImage; null: this is none. */
  readonly appImage: string | null;
  /** The PATH of the user's terminals. */
  readonly searchPath: () => Promise<string>;
}

interface Place {
  readonly path: string;
  readonly folder: string;
  /** null: it cannot be written as a file of this system. */
  readonly wanted: CommandFile | null;
  readonly found: FoundFile;
}

/** Puts the command `facet` of an installed app where terminals find it, and removes it again (ADR 49). */
export class CommandInstaller {
  readonly #options: CommandInstallerOptions;

  constructor(options: CommandInstallerOptions) {
    this.#options = options;
  }

  async state(): Promise<TerminalCommand> {
    const search = await this.#search();
    const { path, folder, wanted, found } = await this.#place(search);
    const first = await search.first();
    if (found === "current") {
      const isInPath = search.has(folder);
      const shadowedBy = first === path || !isInPath ? null : first;
      return { type: "installed", path, folder, by: "settings", isInPath, shadowedBy };
    }
    if (first !== null && (await isSameFile(first, this.#options.launcher))) {
      const by = { by: "package", isInPath: true, shadowedBy: null } as const;
      return { type: "installed", path: first, folder: dirname(first), ...by };
    }
    const reason = this.#obstacle(wanted, found);
    return reason === null ? { type: "absent", folder } : { type: "blocked", path, reason };
  }

  /** @throws AppError `storage-failed` when it cannot be written, `invalid-request` when it is blocked */
  async install(): Promise<TerminalCommand> {
    const { path, wanted, found } = await this.#place(await this.#search());
    if (wanted === null || this.#obstacle(wanted, found) !== null) {
      throw new AppError("invalid-request", `The command cannot be installed at ${path}`);
    }
    await orStorageFailure(writeCommand(path, wanted, found));
    return this.state();
  }

  /** Leaves what Facet has not written. @throws AppError `storage-failed` */
  async remove(): Promise<TerminalCommand> {
    const { path, found } = await this.#place(await this.#search());
    if (found !== "none" && found !== "other") await orStorageFailure(rm(path));
    return this.state();
  }

  /**
   * Lets an installed command follow the app to another place. What fails is shown in Settings, where the command
   * can be installed again.
   */
  async refresh(): Promise<void> {
    await Promise.allSettled(usualFolders(this.#options).map((folder) => this.#mendIn(folder)));
  }

  async #mendIn(folder: string): Promise<void> {
    const { path, wanted, found } = await this.#placeIn(folder);
    if (wanted === null || found !== "broken" || this.#obstacle(wanted, found) !== null) return;
    await writeCommand(path, wanted, found);
  }

  /** Where Facet has put the command, or else where it would. */
  async #place(search: Search): Promise<Place> {
    for (const folder of usualFolders(this.#options)) {
      const place = await this.#placeIn(folder);
      if (place.found !== "none" && place.found !== "other") return place;
    }
    return this.#placeIn(await commandFolder(this.#options, search.has));
  }

  async #placeIn(folder: string): Promise<Place> {
    const { launcher } = this.#options;
    const path = join(folder, this.#fileName);
    const wanted = commandFile(this.#options, folder);
    const found = await examineFile(path, wanted ?? { type: "link", target: launcher });
    return { path, folder, wanted, found };
  }

  #obstacle(wanted: CommandFile | null, found: FoundFile): CommandObstacle | null {
    if (found === "other") return "taken";
    if (wanted === null) return "unnameable";
    return this.#options.launcher.includes("/AppTranslocation/") ? "temporary" : null;
  }

  get #fileName(): string {
    return this.#options.platform === "win32" ? "facet.cmd" : "facet";
  }

  async #search(): Promise<Search> {
    const folders = (await this.#options.searchPath()).split(delimiter);
    // Windows does not tell capital letters from small ones.
    const plain = (folder: string) => (this.#options.platform === "win32" ? folder.toLowerCase() : folder);
    const known = new Set(folders.map(plain));
    return {
      has: (folder) => known.has(plain(folder)),
      first: () => firstNamed(this.#fileName, folders),
    };
  }
}

/** The folders of a PATH. */
interface Search {
  readonly has: (folder: string) => boolean;
  /** The program that terminals find under the command's name. */
  readonly first: () => Promise<string | null>;
}

function commandFile(options: CommandInstallerOptions, folder: string): CommandFile | null {
  const { platform, launcher, appImage } = options;
  if (platform === "win32") {
    const text = windowsCommand(launcher, folder);
    return text === null ? null : { type: "script", text };
  }
  if (appImage === null) return { type: "link", target: launcher };
  return appImage.includes("\n") ? null : { type: "script", text: appImageCommand(appImage) };
}

async function firstNamed(name: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const path = join(folder, name);
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return null;
}

async function isSameFile(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([one, other].map((path) => realpath(path).catch(() => null)));
  return first !== null && first === second;
}

async function orStorageFailure(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    throw new AppError("storage-failed", `The command cannot be changed: ${String(thrown)}`);
  }
}
