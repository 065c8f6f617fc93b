import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { readHeader } from "../../electron/models/read-header.ts";
import { writeGguf } from "../gguf/gguf-writer.ts";
import { randomBlocks } from "./random-blocks.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "facet-blocks-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** More rows than one write takes, and not a multiple of it. */
const shape = [2048, 1500] as const;

async function tensorBytes(seed: number): Promise<Buffer> {
  const path = join(folder, "blocks.gguf");
  await writeGguf(path, { metadata: {}, tensors: [randomBlocks("weights", shape, seed)] });
  const [info] = (await readHeader(path)).tensors;
  if (!info?.sizeBytes) throw new Error("No tensor");
  return (await readFile(path)).subarray(info.offset, info.offset + info.sizeBytes);
}

it("fills every block, the last one included, with the requested scale and evenly distributed nibbles", async () => {
  const bytes = await tensorBytes(7);
  expect(bytes.length).toBe(((2048 * 1500) / 32) * 18);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const counts = new Array<number>(16).fill(0);
  for (let block = 0; block < bytes.length; block += 18) {
    expect(view.getFloat16(block, true)).toBeCloseTo(0.05 / 4.6, 4);
    for (const byte of bytes.subarray(block + 2, block + 18)) {
      for (const nibble of [byte & 15, byte >> 4]) {
        counts[nibble] = (counts[nibble] ?? 0) + 1;
      }
    }
  }
  const expected = (2048 * 1500) / 16;
  expect(Math.min(...counts)).toBeGreaterThan(expected * 0.97);
  expect(Math.max(...counts)).toBeLessThan(expected * 1.03);
});

it("generates equal blocks for equal seeds and different ones for different seeds", async () => {
  const first = await tensorBytes(7);
  expect((await tensorBytes(7)).equals(first)).toBe(true);
  expect((await tensorBytes(9)).equals(first)).toBe(false);
});
