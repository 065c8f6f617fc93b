import { choice, text, type CharacterRange, type Expression } from "./expression.ts";
import { plainRanges } from "./json-text.ts";

/** Sorted ranges of code points that do not touch. */
export type CharacterSet = readonly CharacterRange[];

export function union(...sets: readonly CharacterSet[]): CharacterSet {
  const merged: [number, number][] = [];
  for (const [from, to] of sets.flat().toSorted((a, b) => a[0] - b[0])) {
    const last = merged.at(-1);
    if (last !== undefined && from <= last[1] + 1) {
      last[1] = Math.max(last[1], to);
    } else {
      merged.push([from, to]);
    }
  }
  return merged;
}

/** All other code points. */
export function complement(set: CharacterSet): CharacterSet {
  const others: CharacterRange[] = [];
  let from = 0;
  for (const [first, last] of [...set, [0x110000, 0x110000] as const]) {
    if (from < first) others.push([from, first - 1]);
    from = last + 1;
  }
  return others;
}

const intersection = (a: CharacterSet, b: CharacterSet) => complement(union(complement(a), complement(b)));

const contains = (set: CharacterSet, code: number) => set.some(([from, to]) => from <= code && code <= to);

const escapes: readonly (readonly [character: string, written: string])[] = [
  ['"', '\\"'],
  ["\\", "\\\\"],
  ["\b", "\\b"],
  ["\f", "\\f"],
  ["\n", "\\n"],
  ["\r", "\\r"],
  ["\t", "\\t"],
];

/** One character of this set, as JSON writes it; null: it has none that JSON writes in a short form. */
export function inJson(set: CharacterSet): Expression | null {
  const plain = intersection(set, plainRanges);
  const options: Expression[] = plain.length === 0 ? [] : [{ type: "characters", ranges: plain }];
  for (const [character, written] of escapes) {
    if (contains(set, character.charCodeAt(0))) options.push(text(written));
  }
  return options.length === 0 ? null : choice(...options);
}
