import { inJson } from "./character-set.ts";
import { sequence, text } from "./expression.ts";
import { afterColon, quote, space, stringCharacter } from "./json-text.ts";
import { otherNames } from "./other-names.ts";
import type { ValueSyntax } from "./value-syntax.ts";

export const jsonSyntax: ValueSyntax = {
  blank: space,
  afterColon,
  quote,
  character: stringCharacter,
  anyText: null,
  characterOf: inJson,
  text: (value) => text(JSON.stringify(value).slice(1, -1)),
  key: (name) => text(JSON.stringify(name)),
  otherKey: (names) => sequence(quote, otherNames(names, inJson), quote),
  inOrder: (names) => names,
};
