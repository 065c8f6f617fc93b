import { Bash, InMemoryFs, type IFileSystem } from "just-bash";
import { folderLimits, outputBytes } from "../code-limits.ts";
import type { CodeJob, CodeResult } from "../code-protocol.ts";
import { commands } from "./commands.ts";
import { folderChanges, folderPath, type ProgramFolder } from "./folder-changes.ts";
import { limitOf } from "./limit-of.ts";
import { pythonRunner } from "./python-runner.ts";

/** Later than any limit of the parent, which ends the whole process. */
const neverMs = 24 * 60 * 60_000;
/** Python and what it loads, for a moment in the same file system as the folder. */
const fileSystemBytes = 2 * folderLimits.totalBytes;

/**
 * Runs a program in an interpreter with files in memory: there is no network, no process and no file of this
 * computer behind any of its commands.
 */
export async function runCode({ language, code, files, timeZone }: CodeJob): Promise<CodeResult> {
  const fs = new InMemoryFs({}, { maxTotalBytes: fileSystemBytes });
  await fs.mkdir(folderPath, { recursive: true });
  await fs.mkdir("/tmp", { recursive: true });
  for (const { path, bytes } of files) {
    const full = `${folderPath}/${path}`;
    await fs.mkdir(full.slice(0, full.lastIndexOf("/")), { recursive: true });
    await fs.writeFile(full, bytes);
  }
  const bash = new Bash({
    fs,
    python: true,
    commands: [...commands],
    cwd: folderPath,
    env: { HOME: folderPath, TZ: timeZone },
    executionLimits: {
      maxOutputSize: outputBytes,
      maxExecutionTimeMs: neverMs,
      maxPythonTimeoutMs: neverMs,
    },
  });
  const { stdout, stderr, exitCode } =
    language === "python"
      ? await bash.exec("python3", { args: ["-c", pythonRunner(`/host${folderPath}`)], stdin: code })
      : await bash.exec(code, { rawScript: true });
  return {
    stdout,
    stderr,
    exitCode,
    limit: limitOf({ stderr, exitCode }),
    folder: await folderChanges(folderOf(fs), files),
  };
}

function folderOf(fs: IFileSystem): ProgramFolder {
  return {
    async paths() {
      const inside = fs.getAllPaths().filter((path) => path.startsWith(`${folderPath}/`));
      const kinds = await Promise.all(inside.map((path) => fs.lstat(path)));
      return inside.filter((_, index) => kinds[index]?.isFile);
    },
    read: (path) => fs.readFileBuffer(path),
  };
}
