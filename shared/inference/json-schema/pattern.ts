import { complement, union, type CharacterSet } from "./character-set.ts";
import { choice, nothing, sequence, type Expression } from "./expression.ts";
import { canBeEmpty } from "./rule-checks.ts";
import type { ValueSyntax } from "./value-syntax.ts";

/** Repeats an expression, with rules of its own where needed. */
export type Repeat = (item: Expression, least: number, most: number | null) => Expression;

/**
 * The strings that match an anchored regular expression, without quotes. Null for what has no grammar here:
 * text before or after the match, look-around, back references, word boundaries, properties of characters.
 */
export function patternExpression(
  source: string,
  repeated: Repeat,
  characterOf: ValueSyntax["characterOf"],
): Expression | null {
  try {
    new RegExp(source);
    return new PatternParser(source, repeated, characterOf).parse();
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** A pattern that is not supported is a syntax error of this parser. */
class PatternParser {
  readonly #characters: readonly string[];
  readonly #repeated: Repeat;
  readonly #characterOf: ValueSyntax["characterOf"];
  #at = 0;
  #depth = 0;

  constructor(source: string, repeated: Repeat, characterOf: ValueSyntax["characterOf"]) {
    this.#characters = Array.from(source);
    this.#repeated = repeated;
    this.#characterOf = characterOf;
  }

  parse(): Expression {
    const options = [this.#anchored()];
    while (this.#takes("|")) options.push(this.#anchored());
    this.#need(this.#next === undefined);
    return choice(...options);
  }

  get #next(): string | undefined {
    return this.#characters[this.#at];
  }

  #anchored(): Expression {
    this.#need(this.#takes("^"));
    const inside = this.#sequence();
    this.#need(this.#takes("$"));
    return inside;
  }

  #choice(): Expression {
    const options = [this.#sequence()];
    while (this.#takes("|")) options.push(this.#sequence());
    return choice(...options);
  }

  #sequence(): Expression {
    const items: Expression[] = [];
    while (this.#next !== undefined && !"|)$".includes(this.#next)) items.push(this.#quantified());
    return sequence(...items);
  }

  #quantified(): Expression {
    const item = this.#atom();
    const times = this.#times();
    if (times === null) {
      return item;
    }
    // Lazy: the same strings.
    this.#takes("?");
    const [least, most] = times;
    // llama.cpp has no unlimited repetition of what can be empty.
    this.#need(most !== null || !canBeEmpty(item, new Set()));
    return most === 0 ? nothing : this.#repeated(item, least, most);
  }

  #times(): readonly [least: number, most: number | null] | null {
    if (this.#takes("*")) return [0, null];
    if (this.#takes("+")) return [1, null];
    if (this.#takes("?")) return [0, 1];
    if (!this.#takes("{")) return null;
    const [, least = "", comma = "", most = ""] = /^(\d+)(,?)(\d*)\}/.exec(this.#rest()) ?? this.#fail();
    this.#at += least.length + comma.length + most.length + 1;
    return [Number(least), comma === "" ? Number(least) : most === "" ? null : Number(most)];
  }

  #atom(): Expression {
    if (this.#takes("(")) {
      return this.#group();
    }
    return this.#characterOf(this.#set()) ?? this.#fail();
  }

  #group(): Expression {
    const [opening = ""] = /^(?:\?:|\?<[A-Za-z_]\w*>)?/.exec(this.#rest()) ?? [];
    this.#at += opening.length;
    this.#need(this.#next !== "?" && ++this.#depth <= mostDepth);
    const inside = this.#choice();
    this.#need(this.#takes(")"));
    this.#depth--;
    return inside;
  }

  #set(): CharacterSet {
    const character = this.#take();
    switch (character) {
      case ".":
        return complement(lineEnds);
      case "[":
        return this.#class();
      case "\\":
        return this.#escape();
      default:
        this.#need(!"^$*+?{}|()".includes(character));
        return only(character);
    }
  }

  #class(): CharacterSet {
    const isNegated = this.#takes("^");
    const sets: CharacterSet[] = [];
    while (!this.#takes("]")) {
      const from = this.#member();
      const [[first, end] = [0, 1]] = from;
      const isOne = from.length === 1 && first === end;
      if (isOne && this.#next === "-" && this.#characters[this.#at + 1] !== "]") {
        this.#at++;
        const [[last] = [0]] = this.#member();
        sets.push([[first, last]]);
      } else {
        sets.push(from);
      }
    }
    return isNegated ? complement(union(...sets)) : union(...sets);
  }

  #member(): CharacterSet {
    const character = this.#take();
    return character === "\\" ? this.#escape() : only(character);
  }

  #escape(): CharacterSet {
    const character = this.#take();
    const known = classes.get(character) ?? simpleEscapes.get(character);
    if (known !== undefined) return known;
    if (character === "x" || character === "u") {
      const pattern = character === "x" ? /^[\dA-Fa-f]{2}/ : /^(?:[\dA-Fa-f]{4}|\{[\dA-Fa-f]{1,6}\})/;
      const [code = ""] = pattern.exec(this.#rest()) ?? this.#fail();
      this.#at += code.length;
      return only(String.fromCodePoint(Number.parseInt(code.replaceAll(/[{}]/g, ""), 16)));
    }
    this.#need(!/[\dA-Za-z]/.test(character));
    return only(character);
  }

  #rest(): string {
    return this.#characters.slice(this.#at).join("");
  }

  #take(): string {
    const character = this.#next ?? this.#fail();
    this.#at++;
    return character;
  }

  #takes(character: string): boolean {
    const isNext = this.#next === character;
    this.#at += isNext ? 1 : 0;
    return isNext;
  }

  #need(isSupported: boolean): void {
    if (!isSupported) this.#fail();
  }

  #fail(): never {
    throw new SyntaxError(`Not supported: ${this.#characters.join("")}`);
  }
}

const mostDepth = 50;

function only(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}

const range = (from: string, to: string): CharacterSet => [[from.charCodeAt(0), to.charCodeAt(0)]];
const digits = range("0", "9");
const word = union(digits, range("A", "Z"), range("a", "z"), only("_"));
const lineEnds = union(only("\n"), only("\r"), range("\u2028", "\u2029"));
const spaces = union(
  range("\t", "\r"),
  lineEnds,
  ...[" ", "\u00a0", "\u1680", "\u202f", "\u205f", "\u3000", "\ufeff"].map(only),
  range("\u2000", "\u200a"),
);

const classes: ReadonlyMap<string, CharacterSet> = new Map([
  ["d", digits],
  ["D", complement(digits)],
  ["w", word],
  ["W", complement(word)],
  ["s", spaces],
  ["S", complement(spaces)],
]);

const simpleEscapes: ReadonlyMap<string, CharacterSet> = new Map(
  [
    ["n", "\n"],
    ["r", "\r"],
    ["t", "\t"],
    ["f", "\f"],
    ["v", "\v"],
  ].map(([escape = "", character = ""]) => [escape, only(character)]),
);
