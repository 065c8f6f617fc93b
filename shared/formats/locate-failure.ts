import { parse, tokenize } from "@huggingface/jinja";
import { templateBlocks, type TemplateBlock } from "./template-blocks.ts";

/** The Jinja library reports neither: its messages have no positions. */
export interface ParseFailure {
  readonly line: number | null;
  /** The keyword of the block that is never closed; null: another mistake. */
  readonly unclosed: string | null;
}

/** Finds the place where a template that does not parse goes wrong. */
export function locateParseFailure(source: string): ParseFailure {
  const blocks = templateBlocks(source);
  const untokenizable = firstUntokenizable(source, blocks);
  if (untokenizable !== null) {
    return { line: untokenizable.line, unclosed: null };
  }
  // The library removes `generation` statements before it reads the template.
  const read = blocks.filter(
    ({ kind, keyword }) => kind !== "comment" && !/^(end)?generation$/.test(keyword),
  );
  const failedAt = indexOfFailure(source);
  const unclosed = unclosedBlock(source, read);
  return unclosed !== null && failedAt >= unclosed.noticedAt
    ? { line: unclosed.block.line, unclosed: unclosed.block.keyword }
    : { line: read[Math.min(failedAt, read.length - 1)]?.line ?? null, unclosed: null };
}

/** The first block up to whose end the template cannot be split into tokens. */
function firstUntokenizable(source: string, blocks: readonly TemplateBlock[]): TemplateBlock | null {
  const fails = ({ end }: TemplateBlock) => !isTokenizable(source.slice(0, end ?? source.length));
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const block = blocks[middle];
    if (block !== undefined && fails(block)) high = middle;
    else low = middle + 1;
  }
  return blocks[low] ?? null;
}

function isTokenizable(source: string): boolean {
  try {
    tokenize(source, tokenizing);
    return true;
  } catch {
    return false;
  }
}

interface UnclosedBlock {
  readonly block: TemplateBlock;
  /** Index of the block that closes another one instead; the number of blocks: the end of the template. */
  readonly noticedAt: number;
}

function unclosedBlock(source: string, blocks: readonly TemplateBlock[]): UnclosedBlock | null {
  const open: TemplateBlock[] = [];
  for (const [index, block] of blocks.entries()) {
    if (opens(source, block)) {
      open.push(block);
    } else if (block.keyword.startsWith("end") && closable.has(block.keyword.slice(3))) {
      const innermost = open.pop();
      if (innermost === undefined) return null;
      if (`end${innermost.keyword}` !== block.keyword) {
        const isOpen = open.some(({ keyword }) => `end${keyword}` === block.keyword);
        return isOpen ? { block: innermost, noticedAt: index } : null;
      }
    }
  }
  const innermost = open.at(-1);
  return innermost === undefined ? null : { block: innermost, noticedAt: blocks.length };
}

const closable: ReadonlySet<string> = new Set(["if", "for", "macro", "call", "filter", "set"]);

function opens(source: string, { keyword, start, end }: TemplateBlock): boolean {
  // `set` with a value is complete by itself.
  return closable.has(keyword) && !(keyword === "set" && source.slice(start, end ?? undefined).includes("="));
}

/**
 * The index of the statement or expression that the parser stopped in; their number: it stopped at the end.
 * It reads tokens in order, so the last one it looked at is where it gave up.
 */
function indexOfFailure(source: string): number {
  let furthest = 0;
  const tokens = tokenize(source, tokenizing);
  const watched = new Proxy(tokens, {
    get(target, key, receiver) {
      if (typeof key === "string" && /^\d+$/.test(key)) furthest = Math.max(furthest, Number(key));
      return Reflect.get(target, key, receiver) as unknown;
    },
  });
  try {
    parse(watched);
  } catch {
    // That it fails is known.
  }
  const opened = tokens
    .slice(0, furthest + 1)
    .filter(({ type }) => type === "OpenStatement" || type === "OpenExpression").length;
  return furthest >= tokens.length ? opened : opened - 1;
}

/** As the library's Template does. */
const tokenizing = { lstrip_blocks: true, trim_blocks: true };

export interface TracedTemplate {
  readonly source: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The line of the block that was reached last; null: none. */
  readonly line: () => number | null;
}

/**
 * The same template with calls that report the line of each block when it is reached. It renders with other
 * white space and is good only for finding out where rendering fails.
 */
export function traceTemplate(source: string): TracedTemplate {
  let name = "line_reached";
  while (source.includes(name)) name += "_";
  let reached: number | null = null;
  const report = (line: number) => {
    reached = line;
    return "";
  };
  let traced = "";
  let from = 0;
  for (const { kind, keyword, start, line } of templateBlocks(source)) {
    if (kind === "comment") continue;
    if (keyword === "elif") {
      const condition = start + source.slice(start).indexOf("elif") + "elif".length;
      traced += `${source.slice(from, condition)} ${name}(${line}) or`;
      from = condition;
    } else {
      traced += `${source.slice(from, start)}{{ ${name}(${line}) }}`;
      from = start;
    }
  }
  return { source: traced + source.slice(from), variables: { [name]: report }, line: () => reached };
}
