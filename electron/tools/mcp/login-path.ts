import { spawn } from "node:child_process";
import { homedir, userInfo } from "node:os";
import { delimiter, join } from "node:path";

const patienceMs = 8_000;
const mostOutput = 1_000_000;
const mark = "facet-path-begins";

/** Where programs that the user has installed are found: the PATH of terminals, and folders of installers. */
export async function loginPath(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const ofTerminals = await terminalPath(environment);
  if (process.platform === "win32") return ofTerminals;
  return mergedPath([ofTerminals, ownPath(environment), usualFolders(homedir()).join(delimiter)]);
}

/**
 * The PATH that the user's terminal has, or this process's if the shell does not answer. An app that was started
 * from a menu has a shorter one, without the folders in which Node.js or uv were installed.
 */
export async function terminalPath(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const own = ownPath(environment);
  if (process.platform === "win32") return own;
  const shell = environment["SHELL"] ?? shellOfUser();
  return (shell === null ? null : await pathOfShell(shell, environment)) ?? own;
}

function ownPath(environment: NodeJS.ProcessEnv): string {
  return environment["PATH"] ?? environment["Path"] ?? "";
}

/** Each folder once, where it is first named. */
export function mergedPath(paths: readonly string[]): string {
  const folders = paths.flatMap((path) => path.split(delimiter)).filter((folder) => folder !== "");
  return [...new Set(folders)].join(delimiter);
}

/** The PATH in what `env` printed after our mark: start-up files may print anything before it. */
export function pathInOutput(output: string): string | null {
  const printed = output.slice(output.lastIndexOf(mark));
  return /^PATH=(.+)$/m.exec(printed)?.[1] ?? null;
}

/** Where installers put programs, for the case that the shell does not answer. */
function usualFolders(home: string): readonly string[] {
  const inHome = [".local/bin", ".bun/bin", ".deno/bin", ".cargo/bin", ".volta/bin"].map((folder) =>
    join(home, folder),
  );
  return ["/opt/homebrew/bin", "/usr/local/bin", "/usr/bin", "/bin", ...inHome];
}

function shellOfUser(): string | null {
  try {
    return userInfo().shell;
  } catch {
    return null;
  }
}

function pathOfShell(shell: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  // As a terminal starts it, because many tools put their lines into the file for interactive shells; but in a
  // session of its own, so that it can't take over the terminal in which Facet runs.
  const child = spawn(shell, ["-ilc", `echo ${mark}; /usr/bin/env`], {
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  const timer = setTimeout(() => {
    kill(child.pid);
    resolve(null);
  }, patienceMs);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output = (output + chunk.toString()).slice(-mostOutput)));
  child.on("error", () => resolve(null));
  child.on("close", () => {
    clearTimeout(timer);
    resolve(pathInOutput(output));
  });
  return promise;
}

/** With what a start-up file may have started. */
function kill(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended.
  }
}
