import { expect, it } from "vitest";
import { isMovieCutShort } from "./cut-short.ts";

const box = (name: string, contentBytes: number) => {
  const bytes = new Uint8Array(8 + contentBytes);
  new DataView(bytes.buffer).setUint32(0, bytes.length);
  bytes.set(new TextEncoder().encode(name), 4);
  return bytes;
};
const movie = new Uint8Array(
  [box("ftyp", 12), box("moov", 90), box("mdat", 400)].flatMap((part) => [...part]),
);
const isCut = (bytes: Uint8Array) =>
  isMovieCutShort(bytes.length, async (offset, length) => bytes.subarray(offset, offset + length));

it("tells a whole movie from one that was cut anywhere", async () => {
  expect(await isCut(movie)).toBe(false);
  for (const length of [10, 24, 60, 117, 122, 400, movie.length - 1]) {
    expect(await isCut(movie.subarray(0, length)), `${length} bytes`).toBe(true);
  }
});

it("says of a movie whose index comes last that it was cut when the index is missing", async () => {
  expect(await isCut(new Uint8Array([...box("ftyp", 12), ...box("mdat", 40)]))).toBe(true);
});
