import { McpMisbehaviour } from "./mcp-failure.ts";

export interface TrafficLimits {
  /** Of one message. */
  readonly messageBytes: number;
  readonly windowMs: number;
  readonly windowBytes: number;
  readonly windowMessages: number;
}

/** Far above what a server that works sends: a result with several large pictures, progress at every step. */
export const defaultTrafficLimits: TrafficLimits = {
  messageBytes: 24_000_000,
  windowMs: 10_000,
  windowBytes: 100_000_000,
  windowMessages: 20_000,
};

/** Ends a connection whose server sends more than Facet would ever need, so that it can't fill the memory. */
export class TrafficLimit {
  readonly #limits: TrafficLimits;
  readonly #now: () => number;
  #since: number;
  #bytes = 0;
  #messages = 0;
  #open = 0;

  constructor(limits: TrafficLimits, now: () => number = () => performance.now()) {
    this.#limits = limits;
    this.#now = now;
    this.#since = now();
  }

  /** @throws McpMisbehaviour where this is too much */
  bytes(count: number): void {
    this.#renew();
    this.#bytes += count;
    this.#open += count;
    if (this.#open > this.#limits.messageBytes) throw new McpMisbehaviour("too-large");
    if (this.#bytes > this.#limits.windowBytes) throw new McpMisbehaviour("flood");
  }

  /** @throws McpMisbehaviour where these are too many */
  messageEnd(): void {
    this.#open = 0;
    this.#messages++;
    if (this.#messages > this.#limits.windowMessages) throw new McpMisbehaviour("flood");
  }

  #renew(): void {
    const now = this.#now();
    if (now - this.#since < this.#limits.windowMs) return;
    this.#since = now;
    this.#bytes = 0;
    this.#messages = 0;
  }
}
