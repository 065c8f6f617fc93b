import type { Failure } from "../../../shared/ipc/result.ts";
import { folderLimits, mostReturnedFiles } from "./code-limits.ts";
import type { CodeOutcome } from "./code-runner.ts";

/** Below the limit of results, so that the notes at the end are seldom cut. */
const mostOutput = 10_000;
const mostErrors = 3_000;

export interface OutcomeFacts {
  readonly failure: Failure | null;
  /** Paths of files that the user is shown. */
  readonly returned: readonly string[];
  /** Paths of further files, beyond the limit of one call. */
  readonly notReturned: readonly string[];
  /** Names of attachments that are too large for the folder. */
  readonly tooLarge: readonly string[];
}

/** What the model is told of a program that ran: why it was ended, what it printed, what happened to files. */
export function describeOutcome(outcome: CodeOutcome, facts: OutcomeFacts): string {
  const { failure, returned, notReturned, tooLarge } = facts;
  const lines: string[] = failure ? [failure.message] : [];
  if (outcome.type === "done") {
    const { stdout, stderr, exitCode, folder } = outcome;
    if (stdout.trim() !== "") lines.push(withoutMiddle(stdout.trimEnd(), mostOutput));
    if (stderr.trim() !== "") lines.push(`[Errors]\n${withoutMiddle(stderr.trimEnd(), mostErrors)}`);
    if (stdout.trim() === "" && stderr.trim() === "") lines.push("[Nothing was printed]");
    if (exitCode !== 0) lines.push(`[Exit code ${exitCode}]`);
    if (folder.leftOut.length > 0)
      lines.push(
        `[Not kept, because a file may have ${inMb(folderLimits.fileBytes)} and the folder ${inMb(folderLimits.totalBytes)} ` +
          `in ${folderLimits.files} files: ${listed(folder.leftOut)}]`,
      );
  }
  if (returned.length > 0) lines.push(`[The user is shown these new or changed files: ${listed(returned)}]`);
  if (notReturned.length > 0)
    lines.push(
      `[In the folder, but not shown: at most ${mostReturnedFiles} files are: ${listed(notReturned)}]`,
    );
  if (tooLarge.length > 0) lines.push(`[Not in the folder, because too large: ${listed(tooLarge)}]`);
  return lines.join("\n");
}

const inMb = (bytes: number) => `${bytes / 1024 ** 2} MB`;

const mostListed = 20;

function listed(paths: readonly string[]): string {
  const more = paths.length - mostListed;
  return paths.slice(0, mostListed).join(", ") + (more > 0 ? ` and ${more} more` : "");
}

function withoutMiddle(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const half = Math.floor(limit / 2);
  const missing = text.length - 2 * half;
  return `${text.slice(0, half)}\n[${missing} characters are left out here]\n${text.slice(-half)}`;
}
