import { withinLimit } from "./within-limit.ts";

/** More than any step takes that ends at all: an engine is given two seconds and, once killed, five. */
const stepLimitMs = 10_000;

/** Collects the steps that close what has been opened, and runs each of them once in reverse order. */
export class DisposalStack {
  onFailure: (thrown: unknown) => void = () => undefined;
  readonly #steps: (() => unknown)[] = [];
  #disposing: Promise<void> | null = null;

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** Adds the step that disposes this object, where it has one, and returns the object. */
  use<T extends { readonly dispose?: () => unknown }>(opened: T): T {
    this.add(() => opened.dispose?.());
    return opened;
  }

  /** A step that fails or does not end does not prevent the others from running. */
  dispose(): Promise<void> {
    this.#disposing ??= this.#runSteps();
    return this.#disposing;
  }

  async #runSteps() {
    for (const step of this.#steps.toReversed()) {
      try {
        await withinLimit((async () => step())(), stepLimitMs, "A step of the shutdown");
      } catch (thrown) {
        this.onFailure(thrown);
      }
    }
  }
}
