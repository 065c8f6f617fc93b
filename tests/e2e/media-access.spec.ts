import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./harness/facet.ts";
import { mediaPage } from "./harness/media-page.ts";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title = "run"</script></svg>`;

test("stores media on the host, and serves it as images and audio", async ({ facet }) => {
  const media = await mediaPage(facet.page);
  const large = { type: "large", bytes: 10_000_000 } as const;
  const { stored, own } = await media.put(large);
  expect(stored).toBe(own);
  expect(await media.readsBack(stored, large)).toBe(true);
  expect(await readdir(join(facet.home, "media"))).toEqual([stored]);

  const png = await media.put({ type: "png", widthPx: 123 });
  expect(await media.imageWidth(png.stored)).toBe(123);

  // Longer than what the browser buffers, so that seeking needs a range request.
  const wav = await media.put({ type: "wav", seconds: 600 });
  expect(await media.seek(wav.stored, 555)).toEqual({ durationS: 600, atS: 555 });
});

test("neither shows nor runs files that contain scripts", async ({ facet, context }) => {
  facet.troubles.expect(/net::ERR_|Failed to load resource/);
  const media = await mediaPage(facet.page);
  for (const text of [svg, `<!doctype html><title>x</title><script>document.title = "run"</script>`]) {
    const { stored } = await media.put({ type: "text", text });
    expect(await media.imageWidth(stored)).toBeNull();
    const tab = await context.newPage();
    const download = tab.waitForEvent("download");
    // Opened as a page, the file is downloaded, which aborts the navigation.
    await expect(tab.goto(new URL(`/media/${stored}`, facet.page.url()).href)).rejects.toThrow(/Download/i);
    await (await download).cancel();
    await tab.close();
  }
});
