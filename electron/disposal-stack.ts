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

  /** A failing step does not prevent the others from running. */
  dispose(): Promise<void> {
    this.#disposing ??= this.#runSteps();
    return this.#disposing;
  }

  async #runSteps() {
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (thrown) {
        this.onFailure(thrown);
      }
    }
  }
}
