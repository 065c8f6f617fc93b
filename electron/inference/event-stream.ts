/** Events for one consumer, in order. Buffers what is pushed until the consumer takes it. */
export class EventStream<Event> implements AsyncIterable<Event> {
  #events: Event[] = [];
  #hasEnded = false;
  #wake: () => void = () => undefined;

  push(event: Event): void {
    if (this.#hasEnded) return;
    this.#events.push(event);
    this.#wake();
  }

  /** Nothing is pushed after this; the consumer still receives what is buffered. */
  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Event> {
    for (;;) {
      const events = this.#events;
      this.#events = [];
      yield* events;
      if (this.#events.length > 0) continue;
      if (this.#hasEnded) return;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}
