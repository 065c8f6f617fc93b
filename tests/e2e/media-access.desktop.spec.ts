import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "./harness/facet.ts";
import { storeAndReadMedia } from "./harness/media-access.ts";
import type { StandinHost } from "./harness/standin-host.ts";

test("stores media in chunks through the preload, and serves it as images and audio", async ({ facet }) => {
  const media = await storeAndReadMedia(facet);
  const svg = await media.put({ type: "text", text: `<svg xmlns="http://www.w3.org/2000/svg"/>` });
  facet.troubles.expect(/net::ERR_|Failed to load resource/);
  expect(await media.imageWidth(svg.stored)).toBeNull();
});

test("accepts only valid chunks from Facet's own page", async ({ facet }) => {
  const host = facet.host as StandinHost;
  const chunk = { uploadId: crypto.randomUUID(), start: 0, bytes: new Uint8Array([1, 2, 3]), isLast: true };
  for (const [frameUrl, isTopFrame, sent] of [
    ["https://evil.test/", true, chunk],
    ["facet://app/", false, chunk],
    ["facet://app/", true, { ...chunk, uploadId: "../../outside" }],
    ["facet://app/", true, { ...chunk, bytes: "text" }],
    ["facet://app/", true, null],
  ] as const) {
    expect(await host.sendAs(frameUrl, isTopFrame, sent)).toMatchObject({
      ok: false,
      error: { code: "invalid-request" },
    });
  }
  expect(await readdir(join(facet.home, "media"))).toEqual([]);
  expect(await host.sendAs("facet://app/", true, chunk)).toMatchObject({ ok: true, value: { sizeBytes: 3 } });
});
