/** Moves the focus to a line of a text area that does not wrap lines, and selects the line. */
export function goToLine(area: HTMLTextAreaElement, line: number): void {
  const { start, end } = lineBounds(area.value, line);
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, end);
  const lineHeight = Number.parseFloat(getComputedStyle(area).lineHeight);
  area.scrollTo({ top: Math.max(0, (line - 1) * lineHeight - area.clientHeight / 3), left: 0 });
}

/** The offsets of the start and the end of a line, counted from 1. */
export function lineBounds(text: string, line: number): { readonly start: number; readonly end: number } {
  let start = 0;
  for (let at = 1; at < line; at++) {
    const next = text.indexOf("\n", start);
    if (next === -1) break;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return { start, end: end === -1 ? text.length : end };
}
