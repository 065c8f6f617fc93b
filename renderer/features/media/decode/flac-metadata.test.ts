import { describe, expect, it } from "vitest";
import { isFlacCutShort } from "./flac-metadata.ts";

/** A FLAC file with metadata blocks of the given lengths, followed by `soundBytes` bytes of audio. */
function flac(blocks: readonly number[], soundBytes: number): Blob {
  const parts = blocks.map((length, at) => {
    const flags = at === blocks.length - 1 ? 0x80 : 0;
    return new Uint8Array([
      flags,
      length >> 16,
      (length >> 8) & 255,
      length & 255,
      ...new Uint8Array(length),
    ]);
  });
  return new Blob(["fLaC", ...parts, new Uint8Array(soundBytes)]);
}

describe("isFlacCutShort", () => {
  it("is true for a FLAC file that ends anywhere before its first audio byte", async () => {
    const blocks = [34, 300, 70_000];
    const whole = flac(blocks, 10);
    expect(await isFlacCutShort(whole)).toBe(false);
    const start = whole.size - 10;
    for (const length of [4, 6, 8, 40, 200, 400, 60_000, start]) {
      expect(await isFlacCutShort(whole.slice(0, length)), `${length} bytes`).toBe(true);
    }
    expect(await isFlacCutShort(whole.slice(0, start + 1))).toBe(false);
  });

  it("is false for a file without the FLAC marker", async () => {
    for (const bytes of ["", "fLa", "RIFF....", "OggS"])
      expect(await isFlacCutShort(new Blob([bytes]))).toBe(false);
  });
});
