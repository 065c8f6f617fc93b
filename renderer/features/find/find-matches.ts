/** More are not marked: nobody steps through them. */
export const mostMatches = 1_000;

/** Elements whose text is read apart from what surrounds them. */
const blocks =
  "p, li, td, th, dt, dd, pre, h1, h2, h3, h4, h5, h6, summary, button, a, div, section, article";

/**
 * The places where the text occurs in what is visible, in the order of the page. A match may span bold or
 * coloured words, but not two paragraphs.
 */
export function findMatches(root: Element, query: string): readonly Range[] {
  const text = query.trim();
  if (text === "") return [];
  const pattern = new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&").replace(/\s+/g, "\\s+"), "giu");
  const matches: Range[] = [];
  for (const run of textRuns(root)) {
    const whole = run.map((node) => node.data).join("");
    for (const match of whole.matchAll(pattern)) {
      if (matches.length >= mostMatches) return matches;
      matches.push(rangeOf(run, match.index, match.index + match[0].length));
    }
  }
  return matches;
}

/** The visible text nodes, those of one block together. */
function textRuns(root: Element): readonly (readonly Text[])[] {
  const runs: Text[][] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  let block: Element | null = null;
  for (let node = walker.nextNode() as Text | null; node; node = walker.nextNode() as Text | null) {
    const parent = node.parentElement;
    if (!parent?.checkVisibility({ visibilityProperty: true })) continue;
    const own = parent.closest(blocks);
    const last = runs.at(-1);
    if (last && own === block) last.push(node);
    else runs.push([node]);
    block = own;
  }
  return runs;
}

function rangeOf(nodes: readonly Text[], start: number, end: number): Range {
  const range = new Range();
  let before = 0;
  for (const node of nodes) {
    const after = before + node.length;
    if (start >= before && start < after) range.setStart(node, start - before);
    if (end > before && end <= after) {
      range.setEnd(node, end - before);
      break;
    }
    before = after;
  }
  return range;
}
