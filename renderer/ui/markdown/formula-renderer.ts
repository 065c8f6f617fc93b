import katex from "katex";
import "katex/dist/katex.min.css";
// Copying a selection that holds formulas gives their source.
import "katex/contrib/copy-tex";

/** Longer than any formula a person reads, and long enough to hang the page. */
const longestTex = 5000;

/** Puts the typeset formula into the element; false when it is not one. */
export function renderFormula(tex: string, isDisplay: boolean, element: HTMLElement): boolean {
  if (tex.length > longestTex) return false;
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
