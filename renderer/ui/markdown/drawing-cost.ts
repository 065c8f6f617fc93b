import { drawingLimits } from "./drawing-limits.ts";
import { asMarkdownTokens, type MarkdownToken } from "./markdown-lexer.ts";

/** The cost of drawing a block, as an upper bound that takes linear time to compute. */
export interface DrawingCost {
  readonly elements: number;
  /** Units of parsing: the marks of each run of text times its length. */
  readonly parsing: number;
  /** The largest number of units in one run of text. */
  readonly runParsing: number;
}

/** Characters that can begin an element within a line of text, or that the parser stops at. */
const singleMarks = codes("![<>&\\:@");
/** Those that begin and end one. */
const pairedMarks = codes("*_`~$");
const [dollar, letterW] = [0x24, 0x77];
/** A formula has many elements of its own, which are counted when it is drawn. */
const elementsPerFormula = 12;

const costs = new WeakMap<MarkdownToken, DrawingCost>();

export function drawingCost(token: MarkdownToken): DrawingCost {
  const known = costs.get(token);
  if (known) return known;
  const cost = costOf(token);
  costs.set(token, cost);
  return cost;
}

function costOf(token: MarkdownToken): DrawingCost {
  switch (token.type) {
    case "paragraph":
    case "heading":
    case "text":
      return sum(elements(2), costOfRun(token.text));
    case "list":
      return sum(
        elements(1),
        ...token.items.map((item) => sum(elements(2), ...asMarkdownTokens(item.tokens).map(drawingCost))),
      );
    case "blockquote":
      return sum(elements(1), ...asMarkdownTokens(token.tokens).map(drawingCost));
    case "table":
      return sum(
        elements(3 + token.rows.length),
        ...[token.header, ...token.rows].flat().map(({ text }) => sum(elements(1), costOfRun(text))),
      );
    case "code":
      return {
        ...elements(12 + Math.ceil(token.text.length / 1000)),
        runParsing: hasLongLine(token.text) ? Infinity : 0,
      };
    case "math":
      return elements(elementsPerFormula);
    case "br":
    case "checkbox":
    case "codespan":
    case "def":
    case "del":
    case "em":
    case "escape":
    case "hr":
    case "html":
    case "image":
    case "link":
    case "list_item":
    case "source":
    case "space":
    case "strong":
      return elements(1);
  }
}

function hasLongLine(code: string): boolean {
  for (let from = 0, end = 0; from < code.length; from = end + 1) {
    end = code.indexOf("\n", from);
    if (end === -1) end = code.length;
    if (end - from > drawingLimits.codeLine) return true;
  }
  return false;
}

function costOfRun(text: string): DrawingCost {
  let [single, paired, dollars] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (pairedMarks.has(code)) paired += 1;
    else if (singleMarks.has(code) || (code === letterW && text.startsWith("www.", at))) single += 1;
    if (code === dollar) dollars += 1;
  }
  const parsing = text.length > drawingLimits.runLength ? Infinity : (single + paired) * text.length;
  return {
    elements: 1 + single + paired / 2 + (dollars / 2) * elementsPerFormula,
    parsing,
    runParsing: parsing,
  };
}

function codes(characters: string): ReadonlySet<number> {
  return new Set(Array.from(characters, (character) => character.charCodeAt(0)));
}

function elements(count: number): DrawingCost {
  return { elements: count, parsing: 0, runParsing: 0 };
}

function sum(...costs: readonly DrawingCost[]): DrawingCost {
  let [elements, parsing, runParsing] = [0, 0, 0];
  for (const cost of costs) {
    elements += cost.elements;
    parsing += cost.parsing;
    runParsing = Math.max(runParsing, cost.runParsing);
  }
  return { elements, parsing, runParsing };
}
