export interface SerialQueue {
  /** Runs `task` after all earlier tasks have settled. */
  run<T>(task: () => Promise<T>): Promise<T>;
}

/** Runs tasks one at a time, for data that is too large to be in memory twice. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve();
  return {
    run(task) {
      const result = last.then(task);
      last = result.catch(() => undefined);
      return result;
    },
  };
}
