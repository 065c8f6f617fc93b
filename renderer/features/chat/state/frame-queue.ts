/** How long events are queued on a hidden page, which gets no frames. */
const hiddenWaitMs = 200;

/** Collects what arrives between two frames, so that the page renders once for all of it. */
export class FrameQueue<Item> {
  readonly #take: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #frame: number | null = null;

  constructor(take: (items: readonly Item[]) => void) {
    this.#take = take;
  }

  add(item: Item): void {
    this.#items.push(item);
    if (this.#timer !== null) return;
    // Set in addition to a frame, because a page that becomes hidden gets no more frames.
    this.#timer = setTimeout(() => this.flush(), hiddenWaitMs);
    if (document.visibilityState === "visible") this.#frame = requestAnimationFrame(() => this.flush());
  }

  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#timer = null;
    this.#frame = null;
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#take(items);
  }
}
