import { TagScanner } from "../../../shared/formats/tag-scanner.ts";

/**
 * Ends an answer before the first stop string. It is not left to the server: servers also find stop strings in reasoning,
 * and do not say whether one ended the reply.
 */
export class StopStrings {
  readonly #scanner: TagScanner;
  #wasFound = false;

  constructor(strings: readonly string[]) {
    this.#scanner = new TagScanner(strings.filter((text) => text !== ""));
  }

  get wasFound(): boolean {
    return this.#wasFound;
  }

  /** The text that is certain to precede a stop string. */
  push(text: string): string {
    let certain = "";
    for (const piece of this.#scanner.push(text)) {
      if (typeof piece !== "string") {
        this.#wasFound = true;
        return certain;
      }
      certain += piece;
    }
    return certain;
  }

  /** What was held back when the answer has ended. */
  end(): string {
    return this.#scanner.end().join("");
  }
}
