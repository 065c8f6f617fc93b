/** What has been opened, and how to close it again: in the opposite order, all of it, once. */
export class DisposalStack {
  onFailure: (thrown: unknown) => void = () => undefined;
  readonly #steps: (() => unknown)[] = [];
  #undone: Promise<void> | null = null;

  add(step: () => unknown): void {
    this.#steps.push(step);
  }

  /** One failing step does not keep the others from being taken. */
  dispose(): Promise<void> {
    this.#undone ??= this.#undoAll();
    return this.#undone;
  }

  async #undoAll() {
    for (const step of this.#steps.toReversed()) {
      try {
        await step();
      } catch (thrown) {
        this.onFailure(thrown);
      }
    }
  }
}
