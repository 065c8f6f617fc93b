/** For work that nobody waits for. It rejects only because of a bug, which the last handler logs. */
export function inBackground(work: Promise<unknown>): void {
  work.catch((thrown: unknown) => {
    throw thrown;
  });
}
