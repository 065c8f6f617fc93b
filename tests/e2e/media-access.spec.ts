import { expect, test } from "./harness/facet.ts";
import { storeAndReadMedia } from "./harness/media-access.ts";
import { mediaPage } from "./harness/media-page.ts";

const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>document.title = "run"</script></svg>`;

test("stores media on the host, and serves it as images and audio", async ({ facet }) => {
  await storeAndReadMedia(facet);
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
    await expect(tab.goto(await media.url(stored))).rejects.toThrow(/Download/i);
    await (await download).cancel();
    await tab.close();
  }
});
