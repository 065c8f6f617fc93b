const mostLines = 20;
const mostCharacters = 8000;

/** Keeps the end of what a process writes, in whole lines as far as they are not endless. */
export class StderrTail {
  #text = "";

  add(text: string): void {
    this.#text = (this.#text + text)
      .slice(-mostCharacters)
      .split("\n")
      .slice(-mostLines - 1)
      .join("\n");
  }

  get text(): string {
    return this.#text.trim();
  }
}
