import styles from "./Markdown.module.css";

/**
 * Copies a selection with formulas as their TeX source, as plain and as rich text, as long as the page is
 * there. Other selections are left to the browser.
 */
export function copyFormulasAsSource(): void {
  document.addEventListener("copy", onCopy);
}

function onCopy(event: ClipboardEvent): void {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !event.clipboardData || event.defaultPrevented) return;
  const copied = withSources(selection.getRangeAt(0));
  if (copied === null) return;
  event.clipboardData.setData("text/plain", plainText(copied));
  event.clipboardData.setData("text/html", copied.innerHTML);
  event.preventDefault();
}

/** The selected content with whole formulas as their source; null when there are none. */
function withSources(selected: Range): HTMLElement | null {
  const range = selected.cloneRange();
  const [first, last] = [formulaAround(range.startContainer), formulaAround(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  const copied = document.createElement("div");
  copied.append(range.cloneContents());
  const formulas = [...copied.querySelectorAll(".katex")];
  if (formulas.length === 0) return null;
  for (const formula of formulas) {
    const source = formula.querySelector("annotation")?.textContent ?? "";
    const display = formula.closest(".katex-display");
    const mark = display ? "$$" : "$";
    (display ?? formula).replaceWith(`${mark}${source}${mark}`);
  }
  return copied;
}

function formulaAround(node: Node): Element | null {
  const element = node instanceof Element ? node : node.parentElement;
  return element?.closest(".katex-display") ?? element?.closest(".katex") ?? null;
}

/** With the line breaks that the content has on screen, which only laid-out text has. */
function plainText(content: HTMLElement): string {
  const box = document.createElement("div");
  box.inert = true;
  box.className = styles.offScreen ?? "";
  box.append(content.cloneNode(true));
  document.body.append(box);
  try {
    return box.innerText;
  } finally {
    box.remove();
  }
}
