import katex from "katex";
import "katex/dist/katex.min.css";
import { drawingLimits } from "./drawing-limits.ts";
import { allowedExpansions } from "./tex-expansion.ts";

/** `elements`: the size of what was drawn. */
export type FormulaOutcome =
  { readonly type: "drawn"; readonly elements: number } | { readonly type: "invalid" | "too-large" };

/**
 * Renders the formula into the element, which is left unchanged when the formula cannot be parsed or when
 * what it becomes has more than `maxElements` or is nested too deeply to be laid out.
 */
export function renderFormula(
  tex: string,
  isDisplay: boolean,
  element: HTMLElement,
  maxElements: number,
): FormulaOutcome {
  const maxExpand = tex.length > drawingLimits.texLength ? null : allowedExpansions(tex);
  if (maxExpand === null) return { type: "too-large" };
  // Outside the document, because deep nesting is expensive only where it is laid out.
  const draft = document.createElement("span");
  try {
    katex.render(tex, draft, optionsFor(isDisplay, maxExpand));
  } catch (thrown) {
    const isOutOfBudget = thrown instanceof RangeError || /too many expansions/i.test(String(thrown));
    return { type: isOutOfBudget ? "too-large" : "invalid" };
  }
  const elements = draft.getElementsByTagName("*").length;
  if (elements > maxElements || depthOf(draft) > drawingLimits.formulaDepth) return { type: "too-large" };
  element.replaceChildren(...draft.childNodes);
  return { type: "drawn", elements };
}

/** The formula as MathML, which needs no styles and no fonts; null where it cannot be drawn, or not cheaply. */
export function formulaMarkup(tex: string, isDisplay: boolean): string | null {
  const maxExpand = tex.length > drawingLimits.texLength ? null : allowedExpansions(tex);
  if (maxExpand === null) return null;
  try {
    const markup = katex.renderToString(tex, { ...optionsFor(isDisplay, maxExpand), output: "mathml" });
    return markup.length > longestMarkup ? null : markup;
  } catch {
    return null;
  }
}

const longestMarkup = 200_000;

function optionsFor(displayMode: boolean, maxExpand: number) {
  return { displayMode, throwOnError: true, strict: "ignore", trust: false, maxExpand, maxSize: 20 } as const;
}

function depthOf(root: Element): number {
  let deepest = 0;
  let level: readonly Element[] = [root];
  while (level.length > 0 && deepest <= drawingLimits.formulaDepth) {
    level = level.flatMap((element) => [...element.children]);
    deepest += 1;
  }
  return deepest;
}
