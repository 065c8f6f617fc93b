export interface OpenedStreamOptions<T> {
  /** Precedes the first event, and the first sign of life. */
  readonly opening: () => readonly T[];
  /** The sign of life. */
  readonly waiting: () => T;
  /** The event that reports a failure after the opening; absent: it is thrown. */
  readonly failed?: (thrown: unknown) => T;
  readonly silenceMs: number;
}

/**
 * Puts an opening before the events of an answer, and while nothing comes for long, signs of life between them:
 * some clients give an answer up without events, and do not count comments.
 * @throws what the events throw, before the opening, so that the failure has a status of its own
 */
export async function* openedStream<T>(
  events: AsyncIterable<T>,
  { opening, waiting, failed, silenceMs }: OpenedStreamOptions<T>,
): AsyncGenerator<T> {
  const iterator = events[Symbol.asyncIterator]();
  let silence = Promise.withResolvers<null>();
  const timer = setInterval(() => silence.resolve(null), silenceMs);
  let isOpen = false;
  try {
    for (let next = iterator.next(); ;) {
      silence = Promise.withResolvers();
      // Awaited by the race; if the client goes meanwhile, by nobody.
      next.catch(() => undefined);
      const arrived = await Promise.race([next, silence.promise]);
      if (!isOpen) yield* opening();
      isOpen = true;
      if (arrived === null) {
        yield waiting();
        continue;
      }
      if (arrived.done === true) return;
      timer.refresh();
      yield arrived.value;
      next = iterator.next();
    }
  } catch (thrown) {
    if (!isOpen || failed === undefined) throw thrown;
    yield failed(thrown);
  } finally {
    clearInterval(timer);
    await iterator.return?.();
  }
}
