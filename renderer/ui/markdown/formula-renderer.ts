import katex from "katex";
import "katex/dist/katex.min.css";
// Copying a selection with formulas gives their TeX source.
import "katex/contrib/copy-tex";

/** Longer input could hang the page. */
const maxTexLength = 5000;

/** Renders the formula into the element; false when it cannot be parsed. */
export function renderFormula(tex: string, isDisplay: boolean, element: HTMLElement): boolean {
  if (tex.length > maxTexLength) return false;
  try {
    katex.render(tex, element, {
      displayMode: isDisplay,
      throwOnError: true,
      strict: "ignore",
      trust: false,
      maxExpand: 200,
      maxSize: 20,
    });
    return true;
  } catch {
    return false;
  }
}
