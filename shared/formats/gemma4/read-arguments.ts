import type { JsonObject, JsonValue } from "../../chat/message-part.ts";

type Piece = string | { readonly tag: string };
/** A character of text, or a tag. */
type Item = string | { readonly tag: string };

/**
 * Reads a dictionary as Gemma writes it: keys without quotes, strings between `<|"|>`. Where something is
 * missing (a bracket, a quote, a comma), what is there is kept. Keys and strings may have ordinary quotes too,
 * and a word that is no number, `true`, `false` or `null` is a string.
 *
 * @param pieces from the opening brace on; empty: no arguments
 */
export function readArguments(pieces: readonly Piece[]): JsonObject {
  const value = readValue(pieces);
  return isObject(value) ? value : {};
}

/** The same for any value. JSON is read as JSON. */
export function readValue(pieces: readonly Piece[]): JsonValue {
  const items = pieces.flatMap((piece): readonly Item[] =>
    typeof piece === "string" ? Array.from(piece) : [piece],
  );
  return new DictionaryReader(items).value(0);
}

export const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const quoteTag = '<|"|>';
/** Deeper values are dropped: code that walks them recursively would overflow its stack. */
const mostDepth = 200;

class DictionaryReader {
  readonly #items: readonly Item[];
  #at = 0;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  value(depth: number): JsonValue {
    this.#skipBlanks();
    const item = this.#items[this.#at];
    if (item === "{") return this.#object(depth + 1);
    if (item === "[") return this.#list(depth + 1);
    return this.#quoted() ?? wordValue(this.#word(",}]"));
  }

  #object(depth: number): JsonObject {
    const entries: [string, JsonValue][] = [];
    this.#at++;
    for (;;) {
      this.#skipBlanks();
      const item = this.#items[this.#at];
      if (item === undefined) break;
      if (item === "}") {
        this.#at++;
        break;
      }
      if (item === ",") {
        this.#at++;
        continue;
      }
      const from = this.#at;
      const key = this.#quoted() ?? this.#word(":,}").trim();
      this.#skipBlanks();
      if (this.#items[this.#at] !== ":") {
        // A key without a value, or a stray bracket.
        if (this.#at === from) this.#at++;
        continue;
      }
      this.#at++;
      const value = this.value(depth);
      if (depth <= mostDepth) entries.push([key, value]);
    }
    return Object.fromEntries(entries);
  }

  #list(depth: number): readonly JsonValue[] {
    const values: JsonValue[] = [];
    this.#at++;
    for (;;) {
      this.#skipBlanks();
      const item = this.#items[this.#at];
      if (item === undefined) break;
      if (item === "]") {
        this.#at++;
        break;
      }
      // A list that was not closed.
      if (item === "}") break;
      if (item === ",") {
        this.#at++;
        continue;
      }
      const from = this.#at;
      const value = this.value(depth);
      if (depth <= mostDepth) values.push(value);
      if (this.#at === from) this.#at++;
    }
    return values;
  }

  /** A string in quotes; null: none begins here. */
  #quoted(): string | null {
    const open = this.#items[this.#at];
    if (isQuoteTag(open)) {
      this.#at++;
      let text = "";
      for (; this.#at < this.#items.length; this.#at++) {
        const item = this.#items[this.#at] ?? "";
        if (isQuoteTag(item)) break;
        text += typeof item === "string" ? item : item.tag;
      }
      this.#at++;
      return text;
    }
    return open === '"' || open === "'" ? this.#plainlyQuoted(open) : null;
  }

  #plainlyQuoted(quote: string): string {
    let text = "";
    for (this.#at++; this.#at < this.#items.length; this.#at++) {
      const item = this.#items[this.#at] ?? "";
      if (item === quote) break;
      if (item === "\\") {
        text += this.#escaped();
      } else {
        text += typeof item === "string" ? item : item.tag;
      }
    }
    this.#at++;
    return text;
  }

  /** As in JSON. */
  #escaped(): string {
    const item = this.#items[++this.#at];
    if (typeof item !== "string") return "\\";
    const next = this.#items.slice(this.#at + 1, this.#at + 5);
    const hex = next.map((one) => (typeof one === "string" ? one : "")).join("");
    if (item === "u" && /^[0-9a-f]{4}$/i.test(hex)) {
      this.#at += 4;
      return String.fromCharCode(parseInt(hex, 16));
    }
    return escapes.get(item) ?? item;
  }

  /** Text up to one of these characters, or a tag that may begin a string. */
  #word(ends: string): string {
    let text = "";
    for (; this.#at < this.#items.length; this.#at++) {
      const item = this.#items[this.#at] ?? "";
      if (typeof item === "string" && ends.includes(item)) break;
      if (isQuoteTag(item)) break;
      text += typeof item === "string" ? item : "";
    }
    return text;
  }

  #skipBlanks(): void {
    for (;;) {
      const item = this.#items[this.#at];
      const isBlank = typeof item === "string" ? /^\s$/.test(item) : item !== undefined && !isQuoteTag(item);
      if (!isBlank) return;
      this.#at++;
    }
  }
}

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
]);

const isQuoteTag = (item: Item | undefined) => typeof item === "object" && item.tag === quoteTag;

function wordValue(word: string): JsonValue {
  const text = word.trim();
  const literal = literals.get(text.toLowerCase());
  if (literal !== undefined) return literal;
  if (/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(text)) {
    const number = Number(text);
    if (Number.isFinite(number)) return number;
  }
  return text;
}

/** In Python's spelling too. */
const literals: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ["true", true],
  ["false", false],
  ["null", null],
  ["none", null],
]);
