import { complement, inJson, union, type CharacterSet } from "./character-set.ts";
import { choice, nothing, repeat, sequence, text, type Expression } from "./expression.ts";

interface Node {
  readonly children: Map<number, Node>;
  isEnd: boolean;
}

const newNode = (): Node => ({ children: new Map(), isEnd: false });

/**
 * A property's name, with quotes, that is none of these. Each character is written in its one usual form, so
 * that no escape spells one of the names.
 */
export function otherKeys(names: readonly string[]): Expression {
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
  return sequence(text('"'), rest(root), text('"'));
}

const all: CharacterSet = [[0, 0x10ffff]];
const character = inJson(all) ?? nothing;

function rest({ children, isEnd }: Node): Expression {
  const known = union(...[...children.keys()].map((code): CharacterSet => [[code, code]]));
  const other = inJson(complement(known));
  const options: Expression[] = isEnd ? [] : [nothing];
  for (const [code, child] of children) {
    // A control character without a short form is in no other name either.
    const written = inJson([[code, code]]);
    if (written !== null) options.push(sequence(written, rest(child)));
  }
  if (other !== null) options.push(sequence(other, repeat(character, 0, null)));
  return choice(...options);
}
