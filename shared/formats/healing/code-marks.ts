/** Follows Markdown far enough to tell code from text. */
export class CodeMarks {
  /** The line that is being written. */
  #line = "";
  #isInFence = false;

  push(text: string): void {
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop() ?? "";
    for (const line of lines) if (isFence(line)) this.#isInFence = !this.#isInFence;
  }

  /** Whether what follows this text, which is not pushed yet, is inside of code. */
  isInsideAfter(text: string): boolean {
    const lines = (this.#line + text).split("\n");
    const last = lines.pop() ?? "";
    const fences = lines.filter(isFence).length;
    const isInFence = this.#isInFence !== (fences % 2 === 1);
    return isInFence || isFence(last) || (last.match(/`/g)?.length ?? 0) % 2 === 1;
  }
}

const isFence = (line: string) => /^\s*(?:```|~~~)/.test(line);
