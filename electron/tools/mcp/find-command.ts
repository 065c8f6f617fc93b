import { posix, win32 } from "node:path";

/** Where a command is looked for. */
export interface CommandSearch {
  readonly platform: NodeJS.Platform;
  /** As the variable PATH has it. */
  readonly path: string;
  /** As the variable PATHEXT of Windows has it. */
  readonly extensions?: string;
  /** Whether this is a file that can be executed. */
  readonly isExecutable: (path: string) => Promise<boolean>;
}

/**
 * The file that a command names: itself where it is a path, or the first of its name in the search path. On
 * Windows with the extension that makes it a program, because `npx` is `npx.cmd` there.
 * @returns null where there is none
 */
export async function findCommand(command: string, search: CommandSearch): Promise<string | null> {
  const { platform, path, isExecutable } = search;
  const isWindows = platform === "win32";
  const paths = isWindows ? win32 : posix;
  const names = isWindows ? windowsNames(command, search.extensions) : [command];
  const isPath = isWindows ? /[\\/]/.test(command) : command.includes("/");
  // A relative path would depend on the folder that Facet was started in.
  const folders = isPath
    ? []
    : path.split(paths.delimiter).filter((folder) => paths.isAbsolute(unquoted(folder)));
  const candidates = isPath
    ? names.filter((name) => paths.isAbsolute(name))
    : folders.flatMap((folder) => names.map((name) => paths.join(unquoted(folder), name)));
  for (const candidate of candidates) if (await isExecutable(candidate)) return candidate;
  return null;
}

function windowsNames(command: string, extensions = ".COM;.EXE;.BAT;.CMD"): readonly string[] {
  const known = extensions.split(";").filter((extension) => extension.startsWith("."));
  const hasExtension = known.some((extension) => command.toLowerCase().endsWith(extension.toLowerCase()));
  return hasExtension ? [command] : known.map((extension) => `${command}${extension.toLowerCase()}`);
}

const unquoted = (folder: string) => folder.replace(/^"(.*)"$/, "$1");
