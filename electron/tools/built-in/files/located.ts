import { lstat, realpath } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, normalize, relative, sep } from "node:path";
import { AppError } from "../../../../shared/ipc/result.ts";
import type { FolderGrant } from "../../../../shared/tools/folder-grant.ts";

export interface FileAccess {
  /** In the order in which the user granted them. */
  readonly grants: () => readonly FolderGrant[];
  /** Facet's own data, which no tool may touch, even inside a granted folder. */
  readonly dataFolder: string;
}

/** A path that the tools may use. Nothing on the way to it, and not it itself, is a link. */
export interface Located {
  readonly path: string;
  /** What it is called in results: the name of the granted folder, then the path in it. */
  readonly shown: string;
  readonly type: "file" | "folder" | "missing";
  readonly canWrite: boolean;
}

/**
 * Finds what a model means by a path: an absolute one, or one below a granted folder.
 * @throws AppError `path-refused` {path}: it is not in a granted folder, or there is a link on the way
 */
export async function locate(wanted: string, { grants, dataFolder }: FileAccess): Promise<Located> {
  const folders = grants();
  if (folders.length === 0)
    throw new AppError("path-refused", "The user has not granted any folder. Ask them to add one in Tools.", {
      path: wanted,
    });
  if (!isPlain(wanted)) throw refused(wanted);
  for (const path of candidates(wanted, folders)) {
    const grant = grantOf(path, folders);
    if (!grant) continue;
    const type = await typeOf(path, grant, wanted);
    if (type === "missing" && path !== candidates(wanted, folders).at(-1)) continue;
    await expectOutside(path, dataFolder, wanted);
    const inside = relative(grant.path, path);
    return {
      path,
      shown: join(basename(grant.path), inside).split(sep).join("/"),
      type,
      canWrite: grant.canWrite,
    };
  }
  throw refused(wanted);
}

/** In the order of preference; the last one is used for what does not exist yet. */
function candidates(wanted: string, folders: readonly FolderGrant[]): readonly string[] {
  if (isAbsolute(wanted)) return [normalize(wanted)].map(withoutEnd);
  const [first = ""] = normalize(wanted).split(sep);
  // Results name paths by the granted folder.
  const named = folders
    .filter(({ path }) => basename(path) === first)
    .map(({ path }) => join(dirname(path), wanted));
  const below = folders.map(({ path }) => join(path, wanted));
  return [...below, ...named.reverse()].map(withoutEnd);
}

const withoutEnd = (path: string) => (path.length > 1 && path.endsWith(sep) ? path.slice(0, -1) : path);

/** The innermost folder that the user granted and that contains the path. */
function grantOf(path: string, folders: readonly FolderGrant[]): FolderGrant | undefined {
  return folders
    .filter((folder) => isWithin(path, folder.path))
    .sort((a, b) => b.path.length - a.path.length)[0];
}

function isWithin(path: string, folder: string): boolean {
  const inside = relative(folder, path);
  return inside === "" || (inside !== ".." && !inside.startsWith(`..${sep}`) && !isAbsolute(inside));
}

async function typeOf(path: string, grant: FolderGrant, wanted: string): Promise<Located["type"]> {
  // The folder itself may have been replaced by a link since it was granted.
  if ((await realpath(grant.path).catch(() => null)) !== grant.path) throw refused(wanted);
  let type: Located["type"] = "folder";
  let at = grant.path;
  for (const name of relative(grant.path, path).split(sep)) {
    if (name === "") continue;
    at = join(at, name);
    const found = await lstat(at).catch((thrown: unknown) => {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR") return null;
      throw refused(wanted);
    });
    if (found === null) return "missing";
    if (found.isSymbolicLink() || (!found.isFile() && !found.isDirectory())) throw refused(wanted);
    type = found.isFile() ? "file" : "folder";
  }
  return type;
}

/** @throws AppError `path-refused` also where the folder is named in other letters on a system that ignores case */
async function expectOutside(path: string, dataFolder: string, wanted: string): Promise<void> {
  const data = await realpath(dataFolder).catch(() => dataFolder);
  const real = await realOfExisting(path);
  if (isWithin(real, data)) throw refused(wanted);
}

async function realOfExisting(path: string): Promise<string> {
  const parent = dirname(path);
  return realpath(path).catch(async () =>
    parent === path ? path : join(await realOfExisting(parent), basename(path)),
  );
}

/** No stream names and devices of Windows, and nothing that ends a string in C. */
function isPlain(path: string): boolean {
  if (path.includes("\0") || path.length > 4096) return false;
  if (process.platform !== "win32") return true;
  const names = path.replace(/^[A-Za-z]:/, "").split(/[\\/]/);
  return !names.some((name) => name.includes(":") || /^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i.test(name));
}

function refused(path: string): AppError {
  return new AppError(
    "path-refused",
    `${path} is not in a folder that the user granted, or is reached by a link`,
    { path },
  );
}
