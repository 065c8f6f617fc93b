export interface Turns {
  /** Does it when everything asked for before is over. */
  take<T>(task: () => Promise<T>): Promise<T>;
}

/** For what is too large to be in memory twice. */
export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return {
    take(task) {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
