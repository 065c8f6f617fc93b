import type { Failure } from "../../../shared/ipc/result.ts";
import { folderLimits, outputBytes, type CodeLimit, type CodeLimits } from "./code-limits.ts";
import type { CodeLanguage } from "./code-protocol.ts";
import type { CodeOutcome } from "./code-runner.ts";

/** Why a program was ended by a limit, for the model (the message) and the user (the code); null: it was not. */
export function codeFailure({ limit }: CodeOutcome, limits: CodeLimits): Failure | null {
  if (limit === null) return null;
  const seconds = Math.round(limits.timeMs / 1000);
  const memoryMb = Math.round(limits.memoryBytes / 1024 ** 2);
  const outputMb = outputBytes / 1024 ** 2;
  return {
    code: "code-stopped",
    message: messages(seconds, memoryMb, outputMb)[limit],
    data: { limit, seconds, memoryMb, outputMb },
  };
}

/**
 * That a program imports packages which are not there, by their names; null: it does not. The user is offered to
 * download them; in Bash there are none in any case.
 */
export function packagesNeeded(
  names: readonly string[],
  language: CodeLanguage,
  arePresent: boolean,
): Failure | null {
  if (names.length === 0) return null;
  const list = names.join(", ");
  if (arePresent) {
    const message = `PACKAGES: ${list} can't be imported in run_bash. Use run_python.`;
    return language === "bash" ? { code: "packages-elsewhere", message, data: { names: list } } : null;
  }
  return {
    code: "packages-needed",
    message: `PACKAGES: ${list} has not been downloaded. The user can download numpy, pandas and matplotlib in Settings, under Run code; until then, use the standard library.`,
    data: { names: list },
  };
}

const messages = (
  seconds: number,
  memoryMb: number,
  outputMb: number,
): Readonly<Record<CodeLimit, string>> => ({
  time: `TIME LIMIT: the program was ended after ${seconds} seconds, and what it printed and wrote is lost. Look for an endless loop, or do less in one call.`,
  memory: `MEMORY LIMIT: the program needed more memory than there is (${memoryMb} MB for all of it, 512 MB for Python). Work on less data at a time.`,
  output: `OUTPUT LIMIT: the program printed or passed on more than ${outputMb} MB. Print less, for example a summary or the first lines.`,
  work: "WORK LIMIT: the program ran too many commands, loops or calls of functions in each other. Look for endless recursion, or use Python for long loops.",
  folder: `FOLDER LIMIT: a file may have ${inMb(folderLimits.fileBytes)} and the folder ${inMb(folderLimits.totalBytes)}, and the program needed more. Write smaller files, or delete some.`,
  crash:
    "CRASH: the program's process ended, most likely because it needed too much memory. What it printed and wrote is lost.",
});

const inMb = (bytes: number) => `${bytes / 1024 ** 2} MB`;
