import { complement, union, type CharacterSet } from "../../inference/json-schema/character-set.ts";
import {
  choice,
  nothing,
  sequence,
  text,
  token,
  type Expression,
} from "../../inference/json-schema/expression.ts";
import type { GrammarRules } from "../../inference/json-schema/grammar-rules.ts";
import { otherNames } from "../../inference/json-schema/other-names.ts";
import type { ValueSyntax } from "../../inference/json-schema/value-syntax.ts";

const quote = token('<|"|>');

/**
 * Values in Gemma's calls. Strings have no escapes. To a grammar, a control token is also the characters of
 * its text, so strings contain nothing that looks like one; where their length is limited, no `<` at all.
 */
export const gemmaValues: ValueSyntax = {
  blank: nothing,
  afterColon: nothing,
  quote,
  character: { type: "characters", ranges: complement(union(surrogates(), set("<"), [[0, 0]])) },
  anyText,
  characterOf: (characters) => charactersOf(characters, union(surrogates(), set("<"), [[0, 0]])),
  text,
  key: (name) => (isPlainName(name) ? text(name) : sequence(quote, text(name), quote)),
  otherKey: (names) => otherNames(["", ...names], (characters) => charactersOf(characters, complement(word))),
  inOrder: (names) => names.toSorted(compareNames),
};

/** As the model's template sorts keys. */
export function compareNames(a: string, b: string): number {
  const [first, second] = [a.toLowerCase(), b.toLowerCase()];
  return first < second ? -1 : first > second ? 1 : 0;
}

/** Whether a name is written as it is: nothing in it means something else. */
const isPlainName = (name: string) => /^[\p{L}\p{N}_$.@/-]+$/u.test(name);

/** No `<|name`, `<|"` and `<name|>`. Each beginning of one of these is a state of its own. */
function anyText(rules: GrammarRules): Expression {
  const name: Expression = { type: "characters", ranges: nameCharacters };
  const state = (of: "plain" | "less" | "bar" | "name" | "name-bar"): Expression =>
    rules.once(`text-${of}`, () => {
      const afterLess = sequence(text("<"), state("less"));
      const plain = (...characters: readonly string[]) =>
        sequence(except("<", ...characters), state("plain"));
      const toName = sequence(name, state("name"));
      switch (of) {
        case "plain":
          return choice(plain(), afterLess, nothing);
        case "less":
          return choice(
            plain("|", ...letters),
            sequence(text("|"), state("bar")),
            toName,
            afterLess,
            nothing,
          );
        case "bar":
          return choice(plain('"', ...letters), afterLess, nothing);
        case "name":
          return choice(
            plain("|", ...letters),
            sequence(text("|"), state("name-bar")),
            toName,
            afterLess,
            nothing,
          );
        case "name-bar":
          return choice(plain(">"), afterLess, nothing);
      }
    });
  return state("plain");
}

function set(character: string): CharacterSet {
  const code = character.codePointAt(0) ?? 0;
  return [[code, code]];
}

function surrogates(): CharacterSet {
  return [[0xd800, 0xdfff]];
}

const letters = Array.from("abcdefghijklmnopqrstuvwxyz_");
const nameCharacters = union(...letters.map(set));
const word = union(
  [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x61, 0x7a],
  ],
  set("_"),
);

function except(...characters: readonly string[]): Expression {
  const excluded = union([[0, 0]], surrogates(), ...characters.map(set));
  return { type: "characters", ranges: complement(excluded) };
}

function charactersOf(characters: CharacterSet, excluded: CharacterSet): Expression | null {
  const ranges = complement(union(complement(characters), excluded));
  return ranges.length === 0 ? null : { type: "characters", ranges };
}
