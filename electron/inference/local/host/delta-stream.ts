import type { EngineDelta } from "../../../../shared/inference/engine-protocol.ts";

/** One frame at 60 Hz. */
const frameMs = 16;

/**
 * Batches a run's text into about one message per frame, whatever the speed of the model; the first text is
 * sent at once. Work per token is constant.
 */
export class DeltaStream {
  readonly #runId: string;
  readonly #send: (delta: EngineDelta) => void;
  #seq = 0;
  #part: EngineDelta["part"] = "text";
  #text = "";
  #sentAtMs = -Infinity;
  #timer: NodeJS.Timeout | null = null;

  constructor(runId: string, send: (delta: EngineDelta) => void) {
    this.#runId = runId;
    this.#send = send;
  }

  write(part: EngineDelta["part"], text: string): void {
    if (part !== this.#part) {
      this.flush();
      this.#part = part;
    }
    this.#text += text;
    const waitMs = this.#sentAtMs + frameMs - performance.now();
    if (waitMs <= 0) {
      this.flush();
    } else {
      this.#timer ??= setTimeout(() => this.flush(), waitMs);
    }
  }

  /** Sends the buffered text; must be called at the end of the run too. */
  flush(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
    if (this.#text !== "") {
      this.#send({ runId: this.#runId, seq: ++this.#seq, part: this.#part, text: this.#text });
      this.#text = "";
      this.#sentAtMs = performance.now();
    }
  }
}
