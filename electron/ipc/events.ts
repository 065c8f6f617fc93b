import type { EventMessage } from "../../shared/ipc/contract.ts";
import type { Publish } from "./publish.ts";

/** Passes every event on to the pages, and then to those who listen in this process. */
export class Events {
  readonly #toPages: Publish;
  readonly #listeners = new Set<Publish>();

  constructor(toPages: Publish) {
    this.#toPages = toPages;
  }

  readonly publish: Publish = (message) => {
    this.#toPages(message);
    for (const listener of this.#listeners) listener(message);
  };

  /** Calls back with every event. Returns a function that unsubscribes. */
  readonly subscribe = (listener: (message: EventMessage) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
