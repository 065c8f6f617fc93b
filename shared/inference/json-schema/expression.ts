/** An expression of llama.cpp's grammar language. */
export type Expression =
  | { readonly type: "text"; readonly text: string }
  /** One character of these ranges of code points. */
  | { readonly type: "characters"; readonly ranges: readonly CharacterRange[] }
  | { readonly type: "sequence"; readonly items: readonly Expression[] }
  | { readonly type: "choice"; readonly options: readonly Expression[] }
  /** `most` null: any number. */
  | {
      readonly type: "repeat";
      readonly item: Expression;
      readonly least: number;
      readonly most: number | null;
    }
  | { readonly type: "rule"; readonly name: string }
  /** A control token of the vocabulary, by its text. Characters with the same text are something else. */
  | { readonly type: "token"; readonly tag: string };

/** Both ends included. */
export type CharacterRange = readonly [from: number, to: number];

export const text = (value: string): Expression => ({ type: "text", text: value });

export const token = (tag: string): Expression => ({ type: "token", tag });

export const rule = (name: string): Expression => ({ type: "rule", name });

/** @param sets characters and ranges such as "a-z"; a single "-" is itself */
export function characters(...sets: readonly string[]): Expression {
  return { type: "characters", ranges: sets.map(rangeOf) };
}

function rangeOf(set: string): CharacterRange {
  const from = set.codePointAt(0) ?? 0;
  return [from, set.length === 3 ? (set.codePointAt(2) ?? from) : from];
}

export function sequence(...items: readonly Expression[]): Expression {
  const flat = items.flatMap((item) => (item.type === "sequence" ? item.items : [item]));
  const [only, ...more] = flat;
  return only !== undefined && more.length === 0 ? only : { type: "sequence", items: flat };
}

export function choice(...options: readonly Expression[]): Expression {
  const flat = options.flatMap((option) => (option.type === "choice" ? option.options : [option]));
  const [only, ...more] = flat;
  return only !== undefined && more.length === 0 ? only : { type: "choice", options: flat };
}

export function repeat(item: Expression, least: number, most: number | null): Expression {
  return { type: "repeat", item, least, most };
}

export const nothing: Expression = { type: "sequence", items: [] };

/** A choice, since llama.cpp limits what may be inside of a repetition. */
export const optional = (item: Expression): Expression => choice(item, nothing);

/**
 * The expression as llama.cpp parses it.
 * @param tokenIds by tag; llama.cpp reads a grammar without the vocabulary
 */
export function printed(expression: Expression, tokenIds: TokenIds = new Map()): string {
  switch (expression.type) {
    case "text":
      return `"${Array.from(expression.text, escaped).join("")}"`;
    case "characters":
      return `[${expression.ranges.map(printedRange).join("")}]`;
    case "sequence":
      return expression.items.map((item) => printed(item, tokenIds)).join(" ");
    case "choice":
      return `(${expression.options.map((option) => printed(option, tokenIds)).join(" | ")})`;
    case "repeat":
      return `${printedItem(expression.item, tokenIds)}${printedTimes(expression.least, expression.most)}`;
    case "rule":
      return expression.name;
    case "token":
      return `<[${tokenIds.get(expression.tag) ?? expression.tag}]>`;
  }
}

export type TokenIds = ReadonlyMap<string, number>;

function printedItem(item: Expression, tokenIds: TokenIds): string {
  const written = printed(item, tokenIds);
  return item.type === "sequence" || item.type === "repeat" ? `(${written})` : written;
}

function printedTimes(least: number, most: number | null): string {
  if (most === null) {
    return least === 0 ? "*" : least === 1 ? "+" : `{${least},}`;
  }
  return least === most ? `{${least}}` : `{${least},${most}}`;
}

const printedRange = ([from, to]: CharacterRange) =>
  from === to ? codeEscape(from) : `${codeEscape(from)}-${codeEscape(to)}`;

/** In text, only what is not readable as itself is escaped. */
function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (character === '"' || character === "\\") {
    return `\\${character}`;
  }
  return code >= 0x20 && code !== 0x7f ? character : codeEscape(code);
}

/** Letters and digits as they are; what means something between brackets is always escaped. */
function codeEscape(code: number): string {
  const character = String.fromCodePoint(code);
  const hex = code.toString(16).toUpperCase();
  if (/^[A-Za-z0-9]$/.test(character)) {
    return character;
  }
  return code <= 0xff
    ? `\\x${hex.padStart(2, "0")}`
    : code <= 0xffff
      ? `\\u${hex.padStart(4, "0")}`
      : `\\U${hex.padStart(8, "0")}`;
}
