import { execFile } from "node:child_process";
import { homedir, userInfo } from "node:os";
import { delimiter, join } from "node:path";

const patienceMs = 8_000;
const mark = "facet-path-begins";

/**
 * The PATH that the user's terminal has. An app that was started from a menu has a shorter one, without the
 * folders in which Node.js or uv were installed.
 */
export async function loginPath(environment: NodeJS.ProcessEnv = process.env): Promise<string> {
  const own = environment["PATH"] ?? environment["Path"] ?? "";
  if (process.platform === "win32") return own;
  const shell = environment["SHELL"] ?? shellOfUser();
  const ofShell = shell === null ? null : await pathOfShell(shell, environment);
  return mergedPath([ofShell ?? "", own, usualFolders(homedir()).join(delimiter)]);
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
  return new Promise((resolve) => {
    const child = execFile(
      shell,
      // As a terminal starts it, because many tools put their lines into the file for interactive shells.
      ["-ilc", `echo ${mark}; /usr/bin/env`],
      { env: environment, timeout: patienceMs, killSignal: "SIGKILL", maxBuffer: 1_000_000 },
      (_, stdout) => resolve(pathInOutput(stdout)),
    );
    // A start-up file that asks something gets no answer.
    child.stdin?.end();
  });
}
