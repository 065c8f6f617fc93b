import type { MarkdownToken } from "./markdown-lexer.ts";

/** HTML tags that only format text; they are kept, without attributes. */
const textTags: ReadonlySet<string> = new Set([
  "b",
  "del",
  "em",
  "i",
  "ins",
  "kbd",
  "mark",
  "s",
  "strong",
  "sub",
  "sup",
  "u",
]);

/** The index of the closing tag for that of each opening tag that formats text and is closed. */
export function htmlPairs(tokens: readonly MarkdownToken[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const opened = new Map<string, number[]>();
  for (const [index, token] of tokens.entries()) {
    if (token.type !== "html") continue;
    const [, slash, name = ""] = /^<(\/?)([a-z]{1,6})>$/.exec(token.raw.toLowerCase()) ?? [];
    if (!textTags.has(name)) continue;
    const open = opened.get(name) ?? [];
    opened.set(name, open);
    const last = slash === "/" ? open.pop() : undefined;
    if (last !== undefined) pairs.set(last, index);
    else if (slash === "") open.push(index);
  }
  return pairs;
}

export function tagName(raw: string): string {
  return raw.slice(1, -1).toLowerCase();
}
