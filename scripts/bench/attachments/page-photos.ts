import type { Page } from "playwright";

export interface Attaching {
  /** From the drop until every photo is ready. */
  readonly readyMs: number;
  /** The longest task of the page's main thread; 0 when no task took 50 ms or more. */
  readonly longestTaskMs: number;
  /** The longest delay of a timer in the page, including delays caused by other load on the machine. */
  readonly longestGapMs: number;
}

/**
 * Generates camera-like photos of a receipt on a table, 4,000 × 3,000 px, each slightly different and with
 * noise.
 */
export async function makePhotos(page: Page, count: number): Promise<void> {
  await page.evaluate(async (count) => {
    const photos: File[] = [];
    const noise = new OffscreenCanvas(500, 500);
    const grain = new ImageData(500, 500);
    for (let at = 0; at < grain.data.length; at++) grain.data[at] = at % 4 === 3 ? 40 : Math.random() * 255;
    noise.getContext("2d")?.putImageData(grain, 0, 0);
    for (let index = 0; index < count; index++) {
      const canvas = new OffscreenCanvas(4000, 3000);
      const context = canvas.getContext("2d");
      if (!context) throw new Error("No canvas");
      context.fillStyle = "#7a5230";
      context.fillRect(0, 0, 4000, 3000);
      context.fillStyle = "#f4f1ea";
      context.fillRect(1200, 150, 1600, 2700);
      context.fillStyle = "#222";
      context.font = "64px monospace";
      for (let line = 0; line < 30; line++) {
        context.fillText(`ITEM ${index}-${line}      ${(line * 1.37).toFixed(2)}`, 1300, 300 + line * 84);
      }
      context.fillStyle = context.createPattern(noise, "repeat") ?? "#000";
      context.fillRect(0, 0, 4000, 3000);
      const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.92 });
      photos.push(new File([blob], `photo-${index}.jpg`, { type: "image/jpeg" }));
    }
    Object.assign(window, { photos });
  }, count);
}

/** Drops the first `count` photos on the page and waits until all are ready. */
export async function attachPhotos(page: Page, count: number): Promise<Attaching> {
  return page.evaluate(async (count) => {
    const { photos } = window as unknown as { readonly photos: readonly File[] };
    let longestTaskMs = 0;
    const tasks = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longestTaskMs = Math.max(longestTaskMs, duration);
    });
    tasks.observe({ type: "longtask" });
    let longestGapMs = 0;
    let lastTick = performance.now();
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      const now = performance.now();
      longestGapMs = Math.max(longestGapMs, now - lastTick);
      lastTick = now;
      setTimeout(() => channel.port2.postMessage(null), 4);
    };
    channel.port2.postMessage(null);

    const transfer = new DataTransfer();
    for (const photo of photos.slice(0, count)) transfer.items.add(photo);
    const start = performance.now();
    const event = new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: transfer });
    document.body.dispatchEvent(event);
    await new Promise<void>((done) => {
      const look = () => {
        const cards = [...document.querySelectorAll('section[aria-label="Attachments"] li')];
        const isReady = cards.length === count && cards.every((card) => card.ariaBusy === "false");
        if (isReady) done();
        else setTimeout(look, 10);
      };
      setTimeout(look, 10);
    });
    const readyMs = performance.now() - start;
    await new Promise((done) => setTimeout(done, 200));
    tasks.disconnect();
    channel.port1.close();
    const failed = document.querySelectorAll('section[aria-label="Attachments"] [role="alert"]').length;
    if (failed > 0) throw new Error(`${failed} photos failed`);
    return { readyMs, longestTaskMs, longestGapMs };
  }, count);
}

export async function removeAll(page: Page): Promise<void> {
  const remove = page.getByRole("region", { name: "Attachments" }).getByRole("button", { name: /^Remove / });
  while ((await remove.count()) > 0) await remove.first().click();
}
