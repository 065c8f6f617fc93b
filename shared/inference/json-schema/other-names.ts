import { complement, union, type CharacterSet } from "./character-set.ts";
import { choice, nothing, repeat, sequence, type Expression } from "./expression.ts";
import type { ValueSyntax } from "./value-syntax.ts";

interface Node {
  readonly children: Map<number, Node>;
  isEnd: boolean;
}

const newNode = (): Node => ({ children: new Map(), isEnd: false });

/**
 * A property's name that is none of these. Each character is written in its one usual form, so that no escape
 * spells one of the names.
 */
export function otherNames(names: readonly string[], characterOf: ValueSyntax["characterOf"]): Expression {
  const root = newNode();
  for (const name of names) {
    let node = root;
    for (const character of name) {
      const code = character.codePointAt(0) ?? 0;
      const child = node.children.get(code) ?? newNode();
      node.children.set(code, child);
      node = child;
    }
    node.isEnd = true;
  }
  return rest(root, characterOf);
}

const all: CharacterSet = [[0, 0x10ffff]];

function rest({ children, isEnd }: Node, characterOf: ValueSyntax["characterOf"]): Expression {
  const known = union(...[...children.keys()].map((code): CharacterSet => [[code, code]]));
  const other = characterOf(complement(known));
  const options: Expression[] = isEnd ? [] : [nothing];
  for (const [code, child] of children) {
    // A control character without a short form is in no other name either.
    const written = characterOf([[code, code]]);
    if (written !== null) options.push(sequence(written, rest(child, characterOf)));
  }
  if (other !== null) options.push(sequence(other, repeat(characterOf(all) ?? nothing, 0, null)));
  return choice(...options);
}
