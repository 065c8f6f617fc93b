import { ExpressionError } from "./expression-error.ts";

export type Token =
  | { readonly type: "number"; readonly text: string; readonly at: number }
  | { readonly type: "name"; readonly text: string; readonly at: number }
  | { readonly type: "sign"; readonly text: string; readonly at: number };

const pattern =
  /\s*(?:(\d[\d_]*(?:\.[\d_]*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}][\p{L}\d_]*)|(\*\*|[-+*/%^!(),]))/uy;

/** Signs that people and models write for others. */
const sameAs: Readonly<Record<string, string>> = {
  "×": "*",
  "·": "*",
  "÷": "/",
  "−": "-",
  "–": "-",
  "²": "^2",
  "³": "^3",
};

export function tokenize(expression: string): readonly Token[] {
  const text = expression.replace(/[×·÷−–²³]/gu, (sign) => sameAs[sign] ?? sign).trimEnd();
  const tokens: Token[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const [, number, name, sign] = pattern.exec(text) ?? [];
    if (number !== undefined) tokens.push({ type: "number", text: number.replaceAll("_", ""), at });
    else if (name !== undefined) tokens.push({ type: "name", text: name.toLowerCase(), at });
    else if (sign !== undefined) tokens.push({ type: "sign", text: sign === "**" ? "^" : sign, at });
    else
      throw new ExpressionError(
        `Not understood at position ${at + 1}: ${text.slice(at).trim().slice(0, 20)}`,
      );
  }
  return tokens;
}
