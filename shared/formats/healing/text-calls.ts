import type { ToolCall } from "../call-syntax.ts";
import { callDialects, type CallDialect } from "./call-dialects.ts";
import { CodeMarks } from "./code-marks.ts";

/** A longer text is no call. In UTF-16 units. */
const longestCall = 64 * 1024;
/** Of what a call begins with: a tag, or the name of a tool in JSON. */
const longestOpening = 200;

/**
 * Finds calls that a model wrote as text, because its server has no parser for them or because it made a
 * mistake. Only declared tools are called, and never from code. Text is passed on at once unless it may still
 * become a call.
 */
export class TextCalls {
  readonly #names: ReadonlySet<string>;
  readonly #dialects: readonly CallDialect[];
  readonly #code = new CodeMarks();
  #held = "";
  /** The dialect of the call that `#held` begins with; null: it is text. */
  #open: CallDialect | null = null;
  #isAtStart = true;

  /** @param names of the tools that may be called */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
    this.#dialects = callDialects(names);
  }

  push(text: string): readonly (string | ToolCall)[] {
    this.#held += text;
    const found: (string | ToolCall)[] = [];
    for (;;) {
      if (this.#open === null && !this.#findOpening(found)) return found;
      const closed = this.#open?.end(this.#held) ?? null;
      if (closed === null) {
        if (this.#held.length <= longestCall) return found;
        this.#release(found, this.#held.length);
      } else {
        this.#take(found, closed);
      }
    }
  }

  /** What was held back: the last call may lack its end. */
  end(): readonly (string | ToolCall)[] {
    const found: (string | ToolCall)[] = [];
    if (this.#open !== null) this.#take(found, this.#held.length);
    this.#release(found, this.#held.length);
    return found;
  }

  /** Passes text on up to where a call may begin. False: more text is needed. */
  #findOpening(found: (string | ToolCall)[]): boolean {
    for (const { index: at } of this.#held.matchAll(/[<[{]/g)) {
      const rest = this.#held.slice(at, at + longestOpening);
      const isFirst = this.#isAtStart && this.#held.slice(0, at).trim() === "";
      const begun = this.#dialects.map((dialect) => [dialect, dialect.begins(rest, isFirst)] as const);
      const open = begun.find(([, state]) => state === "yes")?.[0];
      const mayOpen = open !== undefined || begun.some(([, state]) => state === "maybe");
      if (mayOpen && !this.#code.isInsideAfter(this.#held.slice(0, at))) {
        this.#release(found, at);
        this.#open = open ?? null;
        return open !== undefined;
      }
    }
    this.#release(found, this.#held.length);
    return false;
  }

  #take(found: (string | ToolCall)[], end: number): void {
    const text = this.#held.slice(0, end);
    const calls = this.#open?.read(text).filter(({ name }) => this.#names.has(name)) ?? [];
    if (calls.length === 0) {
      this.#release(found, end);
    } else {
      found.push(...calls);
      this.#held = this.#held.slice(end);
      this.#open = null;
      this.#isAtStart = false;
    }
  }

  #release(found: (string | ToolCall)[], length: number): void {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    this.#open = null;
    if (text === "") return;
    this.#code.push(text);
    this.#isAtStart &&= text.trim() === "";
    found.push(text);
  }
}
