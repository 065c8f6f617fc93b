const maxLines = 20;
const maxCharacters = 8000;

/** Keeps the last lines a process wrote to stderr, up to a limit of characters. */
export class StderrTail {
  #text = "";

  add(text: string): void {
    this.#text = (this.#text + text)
      .slice(-maxCharacters)
      .split("\n")
      .slice(-maxLines - 1)
      .join("\n");
  }

  get text(): string {
    return this.#text.trim();
  }
}
