import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, type Facet } from "./facet.ts";
import { mediaPage, type MediaPage } from "./media-page.ts";

/** Stores media through the page and reads them back, the same on every host. */
export async function storeAndReadMedia(facet: Facet): Promise<MediaPage> {
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
  return media;
}
