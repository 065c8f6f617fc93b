/** A `{% statement %}`, `{{ expression }}` or `{# comment #}` of a Jinja template. */
export interface TemplateBlock {
  readonly kind: "statement" | "expression" | "comment";
  readonly start: number;
  /** Exclusive; null: the block is not closed. */
  readonly end: number | null;
  /** Of its start, counted from 1. */
  readonly line: number;
  /** The first word of a statement, such as `if`; empty for other blocks. */
  readonly keyword: string;
}

/** Finds the blocks of a template in order, as the Jinja library reads them. */
export function templateBlocks(source: string): readonly TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  const lineAt = lineCounter(source);
  const opening = /\{[%{#]/g;
  for (let match = opening.exec(source); match !== null; match = opening.exec(source)) {
    const kind = kinds[match[0]] ?? "comment";
    const start = match.index;
    const end = kind === "comment" ? endOfComment(source, start) : endOf(source, start + 2, closing[kind]);
    const keyword = kind === "statement" ? (/^-?\s*(\w+)/.exec(source.slice(start + 2))?.[1] ?? "") : "";
    blocks.push({ kind, start, end, line: lineAt(start), keyword });
    if (end === null) break;
    opening.lastIndex = end;
  }
  return blocks;
}

const kinds: Readonly<Record<string, TemplateBlock["kind"]>> = { "{%": "statement", "{{": "expression" };
const closing = { statement: "%}", expression: "}}" } as const;

function endOfComment(source: string, start: number): number | null {
  const closed = source.indexOf("#}", start + 2);
  return closed === -1 ? null : closed + 2;
}

/** The offset after the closing mark; strings and, in expressions, nested braces are skipped. */
function endOf(source: string, from: number, close: "%}" | "}}"): number | null {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const char = source[at];
    if (char === "'" || char === '"') {
      at = endOfString(source, at);
    } else if (source.startsWith(close, at) && (close === "%}" || depth === 0)) {
      return at + close.length;
    } else if (char === "{") {
      depth++;
    } else if (char === "}" && depth > 0) {
      depth--;
    }
  }
  return null;
}

/** The offset of the closing quote. */
function endOfString(source: string, open: number): number {
  const quote = source[open];
  let at = open + 1;
  while (at < source.length && source[at] !== quote) {
    at += source[at] === "\\" ? 2 : 1;
  }
  return at;
}

/** For offsets in ascending order. */
function lineCounter(source: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    for (; counted < offset; counted++) {
      if (source[counted] === "\n") line++;
    }
    return line;
  };
}
