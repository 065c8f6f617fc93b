/** One frame at 60 Hz. */
const frameMs = 16;

/**
 * Gathers a part's text into about one delta per frame, whatever the speed of the model; the first text is
 * sent at once. Work per token is constant.
 */
export class DeltaStream {
  readonly #send: (text: string) => void;
  #text = "";
  #sentAtMs = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (text: string) => void) {
    this.#send = send;
  }

  write(text: string): void {
    this.#text += text;
    const waitMs = this.#sentAtMs + frameMs - performance.now();
    if (waitMs <= 0) {
      this.flush();
    } else {
      this.#timer ??= setTimeout(() => this.flush(), waitMs);
    }
  }

  /** Sends the buffered text; must be called at the end of a part. */
  flush(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    if (this.#text !== "") {
      const text = this.#text;
      this.#text = "";
      this.#send(text);
      this.#sentAtMs = performance.now();
    }
  }
}
