/** The name of the highlight in MessageGroup.module.css. */
const highlightName = "search-words";
/** Marks on the page; more would not help to find a place in one message. */
const maxMarks = 500;

/** Marks every occurrence of the words in the message. Returns a function that removes the marks. */
export function markWords(message: Element, words: readonly string[]): () => void {
  if (words.length === 0 || !("highlights" in CSS)) return () => undefined;
  const pattern = new RegExp(
    words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")).join("|"),
    "giu",
  );
  const marks = new Highlight();
  const walker = document.createTreeWalker(message, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node && marks.size < maxMarks; node = walker.nextNode()) {
    for (const match of node.textContent?.matchAll(pattern) ?? []) {
      const range = new Range();
      range.setStart(node, match.index);
      range.setEnd(node, match.index + match[0].length);
      marks.add(range);
    }
  }
  CSS.highlights.set(highlightName, marks);
  return () => CSS.highlights.delete(highlightName);
}
