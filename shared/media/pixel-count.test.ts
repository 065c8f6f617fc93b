import { describe, expect, it } from "vitest";
import type { ReadBytes } from "./jpeg-size.ts";
import { pixelCount } from "./pixel-count.ts";

const start = [0xff, 0xd8];
const scan = [0xff, 0xda, 0, 2];

function segment(marker: number, content: readonly number[]): number[] {
  const length = content.length + 2;
  return [0xff, marker, length >> 8, length & 0xff, ...content];
}

/** A frame header with one component. */
function frame(widthPx: number, heightPx: number, marker = 0xc0): number[] {
  const sides = [heightPx, widthPx].flatMap((side) => [side >> 8, side & 0xff]);
  return segment(marker, [8, ...sides, 1, 1, 0x11, 0]);
}

const bytesOf =
  (bytes: Uint8Array): ReadBytes =>
  (from, to) =>
    bytes.subarray(from, to);
const jpeg = (...parts: readonly (readonly number[])[]) => bytesOf(Uint8Array.from(parts.flat()));

describe("pixelCount", () => {
  it("finds the size of a JPEG behind more than a megabyte of metadata", async () => {
    const metadata = Array.from({ length: 30 }, () => segment(0xe1, new Array<number>(65_000).fill(0)));
    const file = jpeg(start, ...metadata, frame(60_000, 50_000), scan);
    expect(await pixelCount(file)).toBe(3_000_000_000);
  });

  it.each([
    ["progressive", frame(640, 480, 0xc2)],
    ["with a Huffman table first", [...segment(0xc4, [0, 0]), ...frame(640, 480)]],
    ["with fill bytes before a marker", [0xff, 0xff, 0xff, ...frame(640, 480)]],
    ["with a frame header in its metadata", [...segment(0xe1, frame(9, 9)), ...frame(640, 480)]],
  ])("finds the size of a JPEG %s", async (_, content) => {
    expect(await pixelCount(jpeg(start, content, scan))).toBe(640 * 480);
  });

  it.each([
    ["that begins its pixels without a size", jpeg(start, scan, frame(640, 480))],
    ["whose height is told later", jpeg(start, frame(640, 0), scan)],
    ["that ends in its size", jpeg(start, frame(640, 480).slice(0, 6))],
    ["with bytes between its segments", jpeg(start, [1, 2, 3, 4], frame(640, 480))],
    ["of segments without end", jpeg(start, ...Array.from({ length: 5_000 }, () => segment(0xe1, [])))],
    ["cut off in its header", bytesOf(Buffer.from("GIF89a, 4 by 3").subarray(0, 6))],
  ])("does not know the size of a file %s", async (_, file) => {
    expect(await pixelCount(file)).toBeNull();
  });

  it("finds the size in the header of other formats", async () => {
    const png = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAAElFTkSuQmCC";
    expect(await pixelCount(bytesOf(Buffer.from(png, "base64")))).toBe(6);
  });
});
