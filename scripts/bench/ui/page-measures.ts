import type { Page } from "playwright";

/** Milliseconds from the navigation until the message box accepts text. */
export async function interactiveMs(page: Page, url: string): Promise<number> {
  await page.goto(url, { waitUntil: "commit" });
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = (): void => {
          const box = document.querySelector("textarea");
          if (box !== null && !box.disabled) resolve(performance.now());
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
}

export interface Opening {
  /** Time until the newest message is painted. */
  readonly shownMs: number;
  /** Time until every message is in the document, so that find-in-page finds it. */
  readonly completeMs: number;
}

export async function openChat(page: Page, title: string, messageCount: number): Promise<Opening> {
  return page.evaluate(
    ({ title, messageCount }) =>
      new Promise<Opening>((resolve, reject) => {
        const nav = document.querySelector('nav[aria-label="Chats"]');
        const entry = [...(nav?.querySelectorAll<HTMLElement>("a, button") ?? [])].find((each) =>
          each.textContent.includes(title),
        );
        if (entry === undefined) {
          reject(new Error(`No chat named ${title} in the list`));
          return;
        }
        const start = performance.now();
        let shownMs: number | null = null;
        const look = (): void => {
          const count = document.querySelectorAll("article").length;
          // This runs in an animation frame: what is in the document now is painted with this frame.
          if (shownMs === null && count > 0) {
            setTimeout(() => (shownMs = performance.now() - start));
          }
          if (shownMs !== null && count >= messageCount)
            resolve({ shownMs, completeMs: performance.now() - start });
          else requestAnimationFrame(look);
        };
        entry.click();
        requestAnimationFrame(look);
      }),
    { title, messageCount },
  );
}

/** Times between frames over `durationMs`, in milliseconds. */
export async function frameTimes(page: Page, durationMs: number): Promise<number[]> {
  return page.evaluate(
    (durationMs) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        const start = performance.now();
        let last = start;
        const frame = (): void => {
          const now = performance.now();
          times.push(now - last);
          last = now;
          if (now - start < durationMs) requestAnimationFrame(frame);
          else resolve(times);
        };
        requestAnimationFrame(frame);
      }),
    durationMs,
  );
}
