import { isDrawn, whenDrawn } from "./drawing-queue.ts";
import { formulaRendererLoaded } from "./formula-loader.ts";
import { isHighlighted, whenHighlighted } from "./highlighter.ts";

/**
 * Resolves when nothing in the main part of the page is left to draw: no blocks, formulas, colours of code, fonts or
 * pictures; or when `signal` is aborted. What can't be loaded is not waited for.
 */
export async function drawingSettled(signal: AbortSignal): Promise<void> {
  const aborted = new Promise<void>((done) => {
    if (signal.aborted) done();
    else signal.addEventListener("abort", () => done(), { once: true });
  });
  const steps = async () => {
    // One may bring about another: a formula that is drawn needs a font.
    do {
      await new Promise<void>((done) => void whenDrawn(done));
      await formulaRendererLoaded();
      await whenHighlighted();
      await document.fonts.ready;
      await Promise.all(pictures().map((picture) => picture.decode().catch(() => undefined)));
    } while (!signal.aborted && !isSettled());
  };
  await Promise.race([steps(), aborted]);
}

function isSettled(): boolean {
  return (
    isDrawn() &&
    isHighlighted() &&
    document.fonts.status === "loaded" &&
    pictures().every(({ complete }) => complete)
  );
}

function pictures(): readonly HTMLImageElement[] {
  return [...document.querySelectorAll<HTMLImageElement>("main img")];
}
