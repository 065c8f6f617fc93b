import { asMarkdownTokens, type MarkdownToken } from "./markdown-lexer.ts";

/** The cost of drawing a block, as an upper bound that takes linear time to compute. */
export interface DrawingCost {
  readonly elements: number;
  /** Units of parsing: the marks of each run of text times its length. */
  readonly parsing: number;
  /** The largest number of units in one run of text. */
  readonly runParsing: number;
}

/** Characters that can begin an element within a line of text. */
const marks = /[*_`~[<&$\\:@]|www\./g;
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
      return elements(12 + Math.ceil(token.text.length / 1000));
    case "math":
      return elements(elementsPerFormula);
    default:
      return elements(1);
  }
}

function costOfRun(text: string): DrawingCost {
  let count = 0;
  let formulas = 0;
  for (const [mark] of text.matchAll(marks)) {
    count += 1;
    if (mark === "$") formulas += 0.5;
  }
  const parsing = count * text.length;
  return { elements: 1 + count + formulas * elementsPerFormula, parsing, runParsing: parsing };
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
