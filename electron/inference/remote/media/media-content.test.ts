import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { decode } from "fast-png";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readWav } from "../../../../tests/fixtures/wav-samples.ts";
import { mediaContent } from "./media-content.ts";
import { pngFile } from "./png-file.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-media-content-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("pngFile", () => {
  it("encodes any pixels so that another decoder reads the same", async () => {
    const images = fc
      .record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })
      .chain(({ width, height }) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          rgb: fc.uint8Array({ minLength: width * height * 3, maxLength: width * height * 3 }),
        }),
      );
    await fc.assert(
      fc.asyncProperty(images, async ({ width, height, rgb }) => {
        const decoded = decode(await pngFile(rgb, width, height));
        expect(decoded).toMatchObject({ width, height, channels: 3, depth: 8 });
        expect([...decoded.data]).toEqual([...rgb]);
      }),
    );
  });
});

describe("mediaContent", () => {
  it("sends a prepared image as a PNG in a data URI", async () => {
    const path = join(folder, "image");
    const rgb = Uint8Array.from({ length: 48 * 96 * 3 }, (_, index) => index % 251);
    await writeFile(path, rgb);
    const content = await mediaContent({ kind: "image", hash: "", widthPx: 48, heightPx: 96, path });
    if (content.type !== "image_url") throw new Error(content.type);
    const [head, data = ""] = content.image_url.url.split(",");
    expect(head).toBe("data:image/png;base64");
    expect([...decode(Buffer.from(data, "base64")).data]).toEqual([...rgb]);
  });

  it("sends a prepared clip as a WAV of 16-bit samples", async () => {
    const path = join(folder, "clip");
    const samples = Float32Array.from([0, 0.5, -0.5, 1, -1, 0.25]);
    await writeFile(path, Buffer.from(samples.buffer));
    const content = await mediaContent({ kind: "audio", hash: "", sampleCount: 6, path });
    if (content.type !== "input_audio") throw new Error(content.type);
    expect(content.input_audio.format).toBe("wav");
    await writeFile(join(folder, "clip.wav"), Buffer.from(content.input_audio.data, "base64"));
    const read = await readWav(join(folder, "clip.wav"));
    expect([...read].map((value) => Math.round(value * 1000) / 1000)).toEqual([0, 0.5, -0.5, 1, -1, 0.25]);
  });

  it("refuses a file of another size", async () => {
    const path = join(folder, "short");
    await writeFile(path, "x");
    const clip = { kind: "audio", hash: "", sampleCount: 6, path } as const;
    await expect(mediaContent(clip)).rejects.toMatchObject({ code: "media-missing" });
  });
});
