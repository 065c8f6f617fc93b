import type { Page } from "playwright";

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the page shows for an attachment. */
export interface CardOutcome {
  /** The attachment's name: a page of a document has its file's name and a number. */
  readonly name: string;
  /**
   * The title of its error; `ready`; `choosing`: it asks for a choice of pages; `busy`: no result before the
   * timeout.
   */
  readonly outcome: string;
}

/** Drops files on the window, waits until the page shows an outcome for each, then removes them. */
export function dropBatch(
  page: Page,
  files: readonly NamedBytes[],
  withinMs: number,
): Promise<readonly CardOutcome[]> {
  const coded = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString("base64") }));
  return page.evaluate(
    async ({ coded, withinMs }) => {
      const transfer = new DataTransfer();
      for (const { name, base64 } of coded) {
        transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
      }
      const init = { bubbles: true, cancelable: true, dataTransfer: transfer };
      document.body.dispatchEvent(new DragEvent("drop", init));
      const sleep = (ms: number) => new Promise((done) => setTimeout(done, ms));
      const cards = () => [...document.querySelectorAll('section[aria-label="Attachments"] li')];
      const deadline = performance.now() + withinMs;
      do await sleep(20);
      while (
        performance.now() < deadline &&
        (cards().length === 0 || cards().some((card) => card.ariaBusy === "true"))
      );
      const outcomes = cards().map((card) => ({
        name: card.ariaLabel ?? "",
        outcome:
          card.ariaBusy === "true"
            ? "busy"
            : (card.querySelector('[role="alert"] p')?.textContent ??
              (card.textContent.includes("Choose pages") ? "choosing" : "ready")),
      }));
      while (cards().length > 0) {
        cards()[0]?.querySelector<HTMLButtonElement>('button[aria-label^="Remove "]')?.click();
        await sleep(0);
      }
      return outcomes;
    },
    { coded, withinMs },
  );
}
