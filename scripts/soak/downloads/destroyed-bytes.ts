import type { FileAnswer } from "../../../tests/fixtures/hub/file-host.ts";

/** Bytes in flight when a connection breaks. A busy machine receives late. */
const maxInFlightBytes = 1024 * 1024;
/** Bytes in flight on all connections of an app that is killed. */
const maxInFlightToAppBytes = 2 * maxInFlightBytes;
/** Progress is recorded this often; writing the record takes time too. */
const recordedAfterMs = 150 + 500;

/**
 * The number of bytes that faults made worthless, and that the app may therefore download again.
 * @param fileBytes size of a complete file, by path
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
      return Math.min(sentBytes, maxInFlightBytes);
    case "no-range":
      return sentBytes;
    // All received bytes of the file, from this and earlier connections.
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
  return Math.min(total(sent), unrecorded + maxInFlightToAppBytes);
}
