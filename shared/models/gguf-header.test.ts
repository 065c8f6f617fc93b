import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { readFile } from "node:fs/promises";
import { ByteWriter } from "../../scripts/gguf/byte-writer.ts";
import { fixtureModel } from "../../tests/fixtures/models.ts";
import { realVocabularyPath } from "../../tests/fixtures/real-vocab.ts";
import { AppError } from "../ipc/result.ts";
import type { ReadBytes } from "./byte-cursor.ts";
import { parseGgufHeader, type GgufArray, type GgufHeader, type ParseOptions } from "./gguf-header.ts";

const from =
  (bytes: Uint8Array): ReadBytes =>
  async (offset, length) =>
    bytes.subarray(offset, offset + length);

/** The reason the parser gives for refusing these bytes. */
async function reasonFor(bytes: Uint8Array): Promise<unknown> {
  const error: unknown = await parseGgufHeader(from(bytes)).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error("It was not refused", { cause: error });
  expect(error.code).toBe("model-unreadable");
  return error.data["reason"];
}

/** The start of a file: magic, version, number of tensors and of metadata entries. */
function opening(tensors: number | bigint, entries: number | bigint, version = 3): ByteWriter {
  const writer = new ByteWriter();
  writer.uint32(0x46554747);
  writer.uint32(version);
  writer.uint64(tensors);
  writer.uint64(entries);
  return writer;
}

function oneTensor(shape: readonly (number | bigint)[], type: number, offset: number | bigint): Uint8Array {
  const writer = opening(1, 0);
  writer.string("weights");
  writer.uint32(shape.length);
  shape.forEach((length) => writer.uint64(length));
  writer.uint32(type);
  writer.uint64(offset);
  return writer.bytes();
}

let model: Uint8Array;
beforeAll(async () => {
  model = await readFile(await fixtureModel("dense-q8"));
});

describe("parseGgufHeader", () => {
  it("reads metadata, tensors and the minimum file length", async () => {
    const header = await parseGgufHeader(from(model));
    expect(header.metadata.get("general.architecture")).toBe("gemma4");
    expect(header.metadata.get("gemma4.attention.layer_norm_rms_epsilon")).toBeCloseTo(1e-6);
    expect(header.tensors[0]).toMatchObject({ name: "token_embd.weight", type: "Q8_0" });
    expect(header.fileBytes).toBeLessThanOrEqual(model.length);
    expect(header.fileBytes).toBeGreaterThan(model.length - 32);
  });

  it("keeps long arrays only where they are asked for", async () => {
    const key = "tokenizer.ggml.tokens";
    const keptBy = async (options: ParseOptions) =>
      (await parseGgufHeader(from(model), options)).metadata.get(key) as GgufArray;
    expect((await keptBy({ keepArraysUpTo: 4 })).values).toBeNull();
    const { values, length } = await keptBy({ keepArraysUpTo: 4, keepArrays: [key] });
    expect(values).toHaveLength(length);
  });

  it("gives the same result for any chunk size", async () => {
    const whole = await parseGgufHeader(from(model));
    for (const chunkBytes of [1, 7, 64, 1000]) {
      expect(await parseGgufHeader(from(model), { chunkBytes })).toEqual(whole);
    }
  });

  it("reads version 2 and refuses other versions and big-endian files", async () => {
    const bytes = opening(0, 0, 2).bytes();
    expect(await parseGgufHeader(from(bytes))).toEqual({
      version: 2,
      metadata: new Map(),
      tensors: [],
      fileBytes: bytes.length,
    } satisfies GgufHeader);
    for (const version of [0, 1, 4, 0x03000000]) {
      expect(await reasonFor(opening(0, 0, version).bytes())).toBe("unknown-version");
    }
  });

  it("keeps only the length of long arrays unless the limit is raised", async () => {
    const key = "tokenizer.ggml.tokens";
    const measured = (await parseGgufHeader(from(model), { keepArraysUpTo: 100 })).metadata.get(key);
    const kept = (await parseGgufHeader(from(model), { keepArraysUpTo: Infinity })).metadata.get(key);
    if (typeof measured !== "object" || typeof kept !== "object") throw new Error("There is no vocabulary");
    expect(measured).toEqual({ elementType: "string", length: kept.values?.length, values: null });
    expect(kept.values?.slice(0, 3)).toEqual(["<pad>", "<eos>", "<bos>"]);
  });

  it("reports cut-off for every truncation inside the header and for none after it", async () => {
    const { tensors } = await parseGgufHeader(from(model));
    const headerEnd = Math.min(...tensors.map(({ offset }) => offset));
    for (const length of [0, 1, 3, 4, 7, 8, 23, 24, 100, 5_000, headerEnd - 40]) {
      expect([length, await reasonFor(model.subarray(0, length))]).toEqual([length, "cut-off"]);
    }
    expect((await parseGgufHeader(from(model.subarray(0, headerEnd)))).tensors).toHaveLength(tensors.length);
  });

  it("reports another file type by the first four bytes", async () => {
    expect(await reasonFor(Buffer.from("PK\u0003\u0004"))).toBe("not-gguf");
    expect(await reasonFor(new Uint8Array(1000))).toBe("not-gguf");
  });

  it("passes on errors of the source", async () => {
    const failure = new Error("the disk is gone");
    await expect(parseGgufHeader(() => Promise.reject(failure))).rejects.toBe(failure);
  });

  it.each([
    ["too many tensors", opening(1e9, 0).bytes()],
    ["too many metadata entries", opening(0, 2n ** 63n).bytes()],
    ["a shape whose size overflows", oneTensor([2 ** 40, 2 ** 40], 0, 0)],
    ["five dimensions", oneTensor([1, 1, 1, 1, 1], 0, 0)],
    ["an offset beyond any disk", oneTensor([1], 0, 2n ** 62n)],
    ["an unaligned offset", oneTensor([1], 0, 7)],
    ["rows that are not whole blocks", oneTensor([33], 8, 0)],
  ])("refuses %s", async (_, bytes) => {
    expect(await reasonFor(bytes)).toBe("malformed");
  });

  it.each([
    ["a string that is too long", [8], 2n ** 40n],
    ["an unknown type", [13], 0n],
    ["a nested array", [9, 9], 1n],
    ["an array that is too long", [9, 10], 2n ** 61n],
  ])("refuses %s in the metadata", async (_, types, length) => {
    const writer = opening(0, 1);
    writer.string("key");
    types.forEach((type) => writer.uint32(type));
    writer.uint64(length);
    expect(await reasonFor(writer.bytes())).toBe("malformed");
  });

  it("refuses a duplicate key and an invalid alignment", async () => {
    const twice = opening(0, 2);
    for (let i = 0; i < 2; i++) {
      twice.string("key");
      twice.uint32(7);
      twice.uint8(1);
    }
    expect(await reasonFor(twice.bytes())).toBe("malformed");
    for (const alignment of [0, 3, 2 ** 31]) {
      const writer = opening(0, 1);
      writer.string("general.alignment");
      writer.uint32(4);
      writer.uint32(alignment);
      expect(await reasonFor(writer.bytes())).toBe("malformed");
    }
  });

  it("returns a tensor of unknown type without a size", async () => {
    const header = await parseGgufHeader(from(oneTensor([10], 99, 64)));
    expect(header.tensors).toMatchObject([{ type: null, sizeBytes: null }]);
    expect(header.fileBytes).toBe(header.tensors[0]?.offset);
  });

  it("stops early, with little memory, on an endless source", async () => {
    // Endless arrays of empty strings: every count is within its limit, and the source never ends.
    const zeros = new Uint8Array(1024 * 1024);
    let served = 0;
    const writer = opening(0, 60_000);
    writer.string("key");
    writer.uint32(9);
    writer.uint32(8);
    writer.uint64(16 * 1024 * 1024);
    const start = writer.bytes();
    const read: ReadBytes = async (offset, length) => {
      served += length;
      return offset === 0 ? start : zeros.subarray(0, length);
    };
    const error: unknown = await parseGgufHeader(read).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "model-unreadable", data: { reason: "malformed" } });
    expect(served).toBeLessThan(200 * 1024 * 1024);
  });

  it("throws only model-unreadable for damaged headers", async () => {
    const { tensors } = await parseGgufHeader(from(model));
    const header = model.subarray(0, Math.min(...tensors.map(({ offset }) => offset)));
    const damage = fc.array(fc.tuple(fc.nat(header.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(damage, fc.nat(header.length), async (changes, length) => {
        const bytes = header.slice(0, length);
        changes.forEach(([at, value]) => (bytes[at] = value));
        await parseGgufHeader(from(bytes)).catch(expectRefusal);
      }),
      { numRuns: 300 },
    );
  });

  it("throws only model-unreadable for random bytes after a valid start", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 400 }),
        fc.nat(4),
        fc.nat(4),
        async (rest, tensors, entries) => {
          const bytes = Buffer.concat([opening(tensors, entries).bytes(), rest]);
          await parseGgufHeader(from(bytes)).catch(expectRefusal);
        },
      ),
      { numRuns: 500 },
    );
  });

  it("reads a header with 262,144 vocabulary entries in a few reads, each byte at most twice", async () => {
    const bytes = await readFile(await realVocabularyPath());
    const lengths: number[] = [];
    const read = from(bytes);
    const header = await parseGgufHeader((offset, length) => {
      lengths.push(length);
      return read(offset, length);
    });
    expect(lengths.length).toBeLessThan(40);
    expect(lengths.reduce((sum, length) => sum + length)).toBeLessThan(2 * bytes.length);
    expect(header.metadata.get("tokenizer.ggml.tokens")).toMatchObject({ length: 262_144, values: null });
    expect(header.fileBytes).toBe(bytes.length);
  });
});

function expectRefusal(error: unknown): void {
  expect(error).toMatchObject({ code: "model-unreadable" });
}
