import type { FileAnswer } from "../../../tests/fixtures/hub/file-host.ts";

/** Of a connection that broke: what was on its way. A busy machine reads late. */
const mostOnItsWayBytes = 1024 * 1024;
/** The same of all connections of an app that was killed. */
const mostOnItsWayToAppBytes = 2 * mostOnItsWayBytes;
/** What is there is recorded this often, and writing the record takes its time too. */
const recordedAfterMs = 150 + 500;

/**
 * How many bytes faults have made worthless: what a person can not hold against the app when they come again.
 * @param fileBytes of one whole file, by path
 */
export function destroyedBytes(
  answers: readonly FileAnswer[],
  killsAtMs: readonly number[],
  fileBytes: ReadonlyMap<string, number>,
): number {
  const byFaults = answers.reduce((sum, answer) => sum + destroyedIn(answer, fileBytes), 0);
  const byKills = killsAtMs.reduce((sum, atMs) => sum + sentBefore(answers, atMs), 0);
  return byFaults + byKills;
}

function destroyedIn({ fault, sentBytes, path }: FileAnswer, fileBytes: ReadonlyMap<string, number>): number {
  switch (fault) {
    case "reset":
    case "stall":
    case "short":
      return Math.min(sentBytes, mostOnItsWayBytes);
    case "no-range":
      return sentBytes;
    // All that had come of the file, before and besides.
    case "wrong":
    case "changed":
      return fileBytes.get(path) ?? 0;
    case "none":
    case "status":
    case "expired":
      return 0;
  }
}

function sentBefore(answers: readonly FileAnswer[], killedAtMs: number): number {
  const sent = answers.flatMap((answer) => answer.sent).filter(({ atMs }) => atMs <= killedAtMs + 50);
  const total = (pieces: readonly { readonly bytes: number }[]) =>
    pieces.reduce((sum, { bytes }) => sum + bytes, 0);
  const unrecorded = total(sent.filter(({ atMs }) => atMs > killedAtMs - recordedAfterMs));
  return Math.min(total(sent), unrecorded + mostOnItsWayToAppBytes);
}
