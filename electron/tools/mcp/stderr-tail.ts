const mostCharacters = 20_000;

/** The last of what a server wrote to its standard error, for the user to look at. */
export class StderrTail {
  #text = "";
  readonly #decoder = new TextDecoder();

  add(chunk: Uint8Array): void {
    this.#text = (this.#text + this.#decoder.decode(chunk, { stream: true })).slice(-mostCharacters);
  }

  /** Begins a new run of the server; what it wrote before it ended is what one looks for. */
  mark(line: string): void {
    if (this.#text !== "" && !this.#text.endsWith("\n")) this.#text += "\n";
    this.#text = `${this.#text}[${line}]\n`.slice(-mostCharacters);
  }

  /** Plain text: without the codes that colour it in a terminal. */
  get text(): string {
    const plain = this.#text.replace(/\u001b\[[\d;?]*[A-Za-z]|[\u0000-\u0008\u000b-\u001f\u007f]/g, "");
    return plain.toWellFormed();
  }
}
