import type { WebSocket } from "ws";

/** Long messages are sent in pieces, between which pings get through. */
const pieceBytes = 64 * 1024;
/** The bytes given to the system at a time; the rest waits here. */
const windowBytes = 256 * 1024;

interface Waiting {
  readonly bytes: Buffer;
  readonly isEvent: boolean;
  readonly onSent: (() => void) | null;
  sentBytes: number;
}

export interface OutboxOptions {
  /** The bytes of events that may wait behind the message being sent. */
  readonly maxEventBytes: number;
  /** The system took bytes that were sent: the page reads. */
  readonly onProgress: () => void;
  /** More events wait than allowed. Called once; nothing is sent afterwards. */
  readonly onTooFarBehind: () => void;
}

/**
 * Sends messages to a page in order. A page is behind when events wait although earlier messages have not been
 * sent; the length of a single message says nothing about it.
 */
export class Outbox {
  readonly #socket: WebSocket;
  readonly #options: OutboxOptions;
  #waiting: Waiting[] = [];
  #waitingEventBytes = 0;
  #givenBytes = 0;
  #isClosed = false;

  constructor(socket: WebSocket, options: OutboxOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  sendEvent(bytes: Buffer): void {
    if (this.#isClosed) return;
    if (this.#waitingEventBytes > this.#options.maxEventBytes) {
      this.close();
      this.#options.onTooFarBehind();
      return;
    }
    this.#waitingEventBytes += bytes.length;
    this.#waiting.push({ bytes, isEvent: true, onSent: null, sentBytes: 0 });
    this.#pump();
  }

  sendAnswer(bytes: Buffer, onSent: () => void): void {
    if (this.#isClosed) return;
    this.#waiting.push({ bytes, isEvent: false, onSent, sentBytes: 0 });
    this.#pump();
  }

  /** Drops what was not sent. */
  close(): void {
    this.#isClosed = true;
    this.#waiting = [];
  }

  #pump(): void {
    while (this.#givenBytes < windowBytes && this.#socket.readyState === this.#socket.OPEN) {
      const first = this.#waiting[0];
      if (!first) return;
      if (first.sentBytes === 0 && first.isEvent) this.#waitingEventBytes -= first.bytes.length;
      const piece = first.bytes.subarray(first.sentBytes, first.sentBytes + pieceBytes);
      first.sentBytes += piece.length;
      const isLast = first.sentBytes === first.bytes.length;
      if (isLast) this.#waiting.shift();
      this.#givenBytes += piece.length;
      this.#socket.send(piece, { binary: false, fin: isLast }, (error) => {
        this.#givenBytes -= piece.length;
        if (error) return;
        this.#options.onProgress();
        if (isLast) first.onSent?.();
        this.#pump();
      });
    }
  }
}
