import { decodeEntities } from "./decode-entities.ts";

export type MarkupToken =
  | { readonly type: "open"; readonly name: string; readonly attributes: string; readonly isEmpty: boolean }
  | { readonly type: "close"; readonly name: string }
  | { readonly type: "text"; readonly text: string };

/** Elements of HTML whose content is not markup. */
const rawElements = /^(script|style|textarea|title)$/i;

/**
 * Splits XML or HTML into tags and text, in linear time and without ever failing: documents of this kind are
 * as often wrong as right. Entities that a document defines itself are not expanded.
 */
export function* markupTokens(source: string): Generator<MarkupToken> {
  let at = 0;
  while (at < source.length) {
    const open = source.indexOf("<", at);
    if (open < 0) {
      yield { type: "text", text: decodeEntities(source.slice(at)) };
      return;
    }
    if (open > at) yield { type: "text", text: decodeEntities(source.slice(at, open)) };
    if (source.startsWith("<![CDATA[", open)) {
      const end = endOf(source, "]]>", open);
      yield { type: "text", text: source.slice(open + 9, end) };
      at = end + 3;
      continue;
    }
    if (source.startsWith("<!--", open)) {
      at = endOf(source, "-->", open + 4) + 3;
      continue;
    }
    const next = source[open + 1] ?? "";
    if (next === "!" || next === "?") {
      at = endOf(source, ">", open) + 1;
      continue;
    }
    if (!/[A-Za-z_/]/.test(next)) {
      yield { type: "text", text: "<" };
      at = open + 1;
      continue;
    }
    const close = endOfTag(source, open + 1);
    const inside = source.slice(open + 1, close);
    at = close + 1;
    if (inside.startsWith("/")) {
      yield { type: "close", name: nameIn(inside.slice(1)) };
      continue;
    }
    const name = nameIn(inside);
    yield { type: "open", name, attributes: inside.slice(name.length), isEmpty: inside.endsWith("/") };
    if (rawElements.test(name) && !inside.endsWith("/")) {
      const end = indexOfClose(source, name, at);
      const raw = source.slice(at, end);
      if (/^(textarea|title)$/i.test(name)) yield { type: "text", text: decodeEntities(raw) };
      at = end;
    }
  }
}

/** The value of an attribute of an open tag; null: it has none. */
export function attributeOf(attributes: string, name: string): string | null {
  const pattern = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s>"']+))`);
  const match = pattern.exec(attributes);
  return match ? decodeEntities(match[1] ?? match[2] ?? match[3] ?? "") : null;
}

function nameIn(tag: string): string {
  return /^[^\s/>]+/.exec(tag)?.[0] ?? "";
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end < 0 ? source.length : end;
}

/** A quoted attribute may contain the mark that ends a tag. */
function endOfTag(source: string, from: number): number {
  let quote = "";
  for (let at = from; at < source.length; at++) {
    const letter = source[at] ?? "";
    if (quote !== "") quote = letter === quote ? "" : quote;
    else if (letter === ">") return at;
    else if (letter === '"' || letter === "'") quote = letter;
  }
  return source.length;
}

function indexOfClose(source: string, name: string, from: number): number {
  const pattern = new RegExp(`</${name}[\\s>]`, "gi");
  pattern.lastIndex = from;
  return pattern.exec(source)?.index ?? source.length;
}
