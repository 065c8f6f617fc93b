import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { readHeader } from "../../electron/models/read-header.ts";
import { ByteWriter } from "./byte-writer.ts";
import { bool, bools, float32, float32s, int32s, string, strings, uint32 } from "./gguf-value.ts";
import { writeGguf, type FilledTensor, type GgufTensor } from "./gguf-writer.ts";
import type { WritableType } from "./tensor-encoding.ts";

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), "facet-gguf-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const count = (row: Float32Array, index: number) => row.forEach((_, i) => (row[i] = index * 100 + i));
const tensor = (name: string, type: WritableType, shape: readonly number[]): FilledTensor => ({
  name,
  type,
  shape,
  fill: count,
});

/** Writes a file. @returns the bytes of one tensor in it */
async function written(tensors: readonly GgufTensor[], name: string): Promise<Buffer> {
  const path = join(folder, "t.gguf");
  await writeGguf(path, { metadata: { "general.architecture": string("test") }, tensors });
  const found = (await readHeader(path)).tensors.find((info) => info.name === name);
  if (!found?.sizeBytes) throw new Error(`No ${name}`);
  return (await readFile(path)).subarray(found.offset, found.offset + found.sizeBytes);
}

describe("writeGguf", () => {
  it("round-trips every kind of metadata", async () => {
    const path = join(folder, "m.gguf");
    await writeGguf(path, {
      metadata: {
        u8: { type: "uint8", value: 255 },
        i8: { type: "int8", value: -128 },
        u16: { type: "uint16", value: 65_535 },
        i16: { type: "int16", value: -2 },
        u32: uint32(4_294_967_295),
        i32: { type: "int32", value: -3 },
        u64: { type: "uint64", value: 2n ** 63n },
        i64: { type: "int64", value: -5n },
        f32: float32(0.5),
        f64: { type: "float64", value: Math.PI },
        yes: bool(true),
        no: bool(false),
        text: string("\uFEFFnaïve 模型 🎉"),
        texts: strings(["", "a", "\n"]),
        whole: int32s([1, -1]),
        parts: float32s([0.25]),
        flags: bools([true, false]),
        none: strings([]),
      },
      tensors: [],
    });
    const { metadata, version } = await readHeader(path);
    expect(version).toBe(3);
    expect(Object.fromEntries(metadata)).toEqual({
      u8: 255,
      i8: -128,
      u16: 65_535,
      i16: -2,
      u32: 4_294_967_295,
      i32: -3,
      u64: 2n ** 63n,
      i64: -5,
      f32: 0.5,
      f64: Math.PI,
      yes: true,
      no: false,
      text: "\uFEFFnaïve 模型 🎉",
      texts: { elementType: "string", length: 3, values: ["", "a", "\n"] },
      whole: { elementType: "int32", length: 2, values: [1, -1] },
      parts: { elementType: "float32", length: 1, values: [0.25] },
      flags: { elementType: "bool", length: 2, values: [true, false] },
      none: { elementType: "string", length: 0, values: [] },
    });
  });

  it("aligns every tensor to 32 bytes and declares exactly the file's length", async () => {
    const path = join(folder, "a.gguf");
    const tensors = [tensor("a", "F32", [3]), tensor("b", "F16", [5, 2]), tensor("c", "Q8_0", [32, 1])];
    await writeGguf(path, { metadata: {}, tensors });
    const header = await readHeader(path);
    expect(header.tensors.map(({ name, type, shape }) => ({ name, type, shape }))).toEqual([
      { name: "a", type: "F32", shape: [3] },
      { name: "b", type: "F16", shape: [5, 2] },
      { name: "c", type: "Q8_0", shape: [32, 1] },
    ]);
    expect(header.tensors.every(({ offset }) => offset % 32 === 0)).toBe(true);
    const { size } = await stat(path);
    expect(size - header.fileBytes).toBeLessThan(32);
    expect(size).toBeGreaterThanOrEqual(header.fileBytes);
  });

  it("stores F32 and F16 numbers in rows", async () => {
    const tensors = [tensor("a", "F32", [2, 3]), tensor("b", "F16", [2, 2])];
    const floats = await written(tensors, "a");
    expect([0, 4, 8, 12, 16, 20].map((at) => floats.readFloatLE(at))).toEqual([0, 1, 100, 101, 200, 201]);
    const halves = await written(tensors, "b");
    // 0, 1, 100 and 101 as half floats.
    expect([0, 2, 4, 6].map((at) => halves.readUInt16LE(at))).toEqual([0, 0x3c00, 0x5640, 0x5650]);
  });

  it("stores Q8_0 and Q4_0 blocks that decode to nearly the same numbers", async () => {
    const wave = (row: Float32Array) => row.forEach((_, i) => (row[i] = Math.sin(i / 3) * 4));
    const original = new Float32Array(64);
    wave(original);
    const tensors = (["Q8_0", "Q4_0"] as const).map((type): GgufTensor => ({
      name: type,
      type,
      shape: [64],
      fill: wave,
    }));
    const q8 = await written(tensors, "Q8_0");
    const q4 = await written(tensors, "Q4_0");
    original.forEach((number, i) => {
      const block = Math.floor(i / 32);
      const within = i % 32;
      const eight = halfFloat(q8.readUInt16LE(block * 34)) * q8.readInt8(block * 34 + 2 + within);
      expect(eight).toBeCloseTo(number, 1);
      const pair = q4.readUInt8(block * 18 + 2 + (within % 16));
      const four = halfFloat(q4.readUInt16LE(block * 18)) * ((within < 16 ? pair & 15 : pair >> 4) - 8);
      expect(Math.abs(four - number)).toBeLessThan(0.55);
    });
  });

  it("leaves holes for zero tensors, which read as zeros", async () => {
    const path = join(folder, "holes.gguf");
    const zeros: GgufTensor = { name: "z", type: "F16", shape: [1024, 8192], fill: "zeros" };
    await writeGguf(path, { metadata: {}, tensors: [zeros, tensor("end", "F32", [2])] });
    const { size, blocks } = await stat(path);
    expect(size).toBeGreaterThan(16_000_000);
    if (process.platform === "linux") expect(blocks * 512).toBeLessThan(1_000_000);
    const bytes = await readFile(path);
    expect(bytes.readFloatLE((await readHeader(path)).fileBytes - 4)).toBe(1);
    expect(bytes.subarray(1_000, 16_000_000).every((byte) => byte === 0)).toBe(true);
  });

  it("allows several writers of the same file at once", async () => {
    const path = join(folder, "same.gguf");
    const file = { metadata: {}, tensors: [tensor("a", "F16", [64, 64])] };
    await Promise.all([writeGguf(path, file), writeGguf(path, file), writeGguf(path, file)]);
    expect((await readHeader(path)).tensors).toHaveLength(1);
    expect(await readdir(folder)).toEqual(["same.gguf"]);
  });

  it("leaves no file behind when a tensor cannot be written", async () => {
    const broken: FilledTensor = {
      ...tensor("x", "F32", [4, 4]),
      fill: () => {
        throw new Error("no numbers");
      },
    };
    await expect(writeGguf(join(folder, "x.gguf"), { metadata: {}, tensors: [broken] })).rejects.toThrow(
      "no numbers",
    );
    await expect(
      writeGguf(join(folder, "x.gguf"), { metadata: {}, tensors: [tensor("x", "Q4_0", [33])] }),
    ).rejects.toThrow("multiple of 32");
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("ByteWriter", () => {
  it("keeps earlier bytes when the buffer grows in the middle of a number", () => {
    const writer = new ByteWriter();
    writer.string("x".repeat(65_525));
    writer.uint64(0x0102030405060708n);
    writer.float64(1.5);
    const bytes = writer.bytes();
    expect(bytes.readBigUInt64LE(65_533)).toBe(0x0102030405060708n);
    expect(bytes.readDoubleLE(65_541)).toBe(1.5);
  });
});

/** Decodes a normal half float, positive or negative; the tests use no others. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  return sign * 2 ** (((bits >> 10) & 31) - 15) * (1 + (bits & 1023) / 1024);
}
