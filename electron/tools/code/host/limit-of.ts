import type { CodeResult } from "../code-protocol.ts";

/** The interpreter's exit code for a limit of its own. */
const limitExit = 126;

/**
 * The limit that ended a program, from the messages of the interpreter and of Python: they report it in no
 * other way. `code-tools.test.ts` shows that they still word it so.
 */
export function limitOf({ stderr, exitCode }: Pick<CodeResult, "stderr" | "exitCode">): CodeResult["limit"] {
  // A file that Python could not write is lost, even where the program did not notice.
  if (stderr.includes("OSError: [Errno 29] I/O error")) return "folder";
  if (exitCode === 0) return null;
  if (/output size (?:limit )?exceeded/.test(stderr)) return "output";
  if (/^(?:MemoryError|object type name: MemoryError)|string length limit exceeded/m.test(stderr))
    return "memory";
  if (exitCode !== limitExit) return null;
  if (/file ?system|ENOSPC/i.test(stderr)) return "folder";
  return /exceeded|executionLimits/.test(stderr) ? "work" : null;
}
