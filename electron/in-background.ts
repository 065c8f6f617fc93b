/** For work that nobody waits for. It rejects only because of a bug, which the last handler logs. */
export function inBackground(work: Promise<unknown>): void {
  work.catch((thrown: unknown) => {
    throw thrown;
  });
}

/** For a bug that must not end the work it was met in: the last handler logs it. */
export function leaveToLastHandler(thrown: unknown): void {
  inBackground(
    Promise.resolve().then(() => {
      throw thrown;
    }),
  );
}
