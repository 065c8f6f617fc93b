import { mkdtemp, open, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDecoder, type DecodeFixture } from "../../tests/fixtures/decode-client.ts";
import { pngOf } from "../../tests/fixtures/png-pixels.ts";
import { readWav, wavOf } from "../../tests/fixtures/wav-samples.ts";
import { listener } from "../../tests/fixtures/trained-models.ts";
import type { DecodeProcess } from "./decode-protocol.ts";
import type { DecodedFile, FileToDecode } from "./file-decoder.ts";
import { forkDecodeProcess } from "./fork-decode-process.ts";

const samples = join(import.meta.dirname, "../../tests/fixtures/files");
const options = { budget: null, isDocument: false } as const;
const never = new AbortController().signal;

let fixture: DecodeFixture;
let folder: string;
beforeAll(async () => {
  fixture = await openDecoder();
  folder = await mkdtemp(join(tmpdir(), "facet-decode-test-"));
});
afterAll(async () => {
  await fixture.dispose();
  await rm(folder, { recursive: true });
});

const bytesFile = (bytes: Uint8Array, name = "file"): FileToDecode => ({
  name,
  source: { type: "bytes", bytes },
});
const sample = (path: string): FileToDecode => ({
  name: path,
  source: { type: "path", path: join(samples, path) },
});
const decode = (file: FileToDecode, signal = never) => fixture.decoder.decode(file, options, signal);

function gray(widthPx: number, heightPx: number): Uint8Array {
  return pngOf({ widthPx, heightPx, rgb: new Uint8Array(widthPx * heightPx * 3).fill(128) });
}

async function piecesOf(decoded: DecodedFile) {
  if (decoded.type !== "media") throw new Error("It became text");
  const bytes = await Promise.all(decoded.pieces.map(({ media }) => readFile(media.path)));
  await decoded.remove();
  return bytes;
}

/** A file of this length whose bytes behind `head` are zeros, without its space on the disk. */
async function sparseFile(name: string, head: Uint8Array, sizeBytes: number): Promise<FileToDecode> {
  const path = join(folder, name);
  const file = await open(path, "w");
  await file.write(head);
  await file.truncate(sizeBytes);
  await file.close();
  return { name, source: { type: "path", path } };
}

describe("DecodeClient", () => {
  it("keeps the pixels of an image whose sides are whole tokens", async () => {
    const rgb = Uint8Array.from({ length: 96 * 48 * 3 }, (_, at) => at % 251);
    const decoded = await decode(bytesFile(pngOf({ widthPx: 96, heightPx: 48, rgb })));
    expect(decoded).toMatchObject({
      type: "media",
      kind: "image",
      durationMs: null,
      pieces: [{ timeMs: null, media: { kind: "image", widthPx: 96, heightPx: 48 } }],
    });
    const [bytes] = await piecesOf(decoded);
    expect(bytes && Buffer.compare(bytes, rgb)).toBe(0);
    expect(await readdir(fixture.folder)).toEqual([]);
  });

  it("keeps the samples of a recording at 16 kHz", async () => {
    const samples = await readWav(listener.samples[0]?.path ?? "");
    const decoded = await decode(bytesFile(wavOf(samples)));
    expect(decoded).toMatchObject({ kind: "audio", durationMs: Math.round(samples.length / 16) });
    const [bytes = Buffer.alloc(0)] = await piecesOf(decoded);
    const decodedSamples = new Float32Array(Uint8Array.from(bytes).buffer);
    // The decoder divides by 32,767 what is positive.
    const most = samples.reduce(
      (sum, each, at) => Math.max(sum, Math.abs(each - (decodedSamples[at] ?? 0))),
      0,
    );
    expect(most).toBeLessThan(1 / 32_000);
  });

  it.each([
    [
      "a text in GB18030",
      Buffer.from("t6LGsb3wtu6jutK7x6e2/rDZ1Kqho8fr1NrKrtK71MLI/cquyNXHsNanuLahow==", "base64"),
      "发票金额：一千二百元。请在十一月三十日前支付。",
      "gb18030",
    ],
    [
      "a text that begins like AIFF",
      Buffer.from("FORM 27-B: application"),
      "FORM 27-B: application",
      "utf-8",
    ],
  ])("returns %s as text", async (_, bytes, text, encoding) => {
    expect(await decode(bytesFile(bytes, "a.txt"))).toEqual({ type: "text", text, encoding });
  });

  it.each([
    ["pictures/photo.avif", { problem: "unsupported-format", format: "AVIF", of: "image" }],
    ["pictures/cmyk.jpg", { problem: "unsupported-format", format: "CMYK JPEG", of: "image" }],
    ["sounds/tones.m4a", { problem: "unsupported-format", format: "M4A (AAC)", of: "audio" }],
    ["sounds/tones.ac3", { problem: "unsupported-format", format: "AC-3", of: "audio" }],
  ])("refuses %s by name", async (path, data) => {
    await expect(decode(sample(path))).rejects.toMatchObject({
      code: "file-undecodable",
      data: { name: path, ...data },
    });
  });

  it("refuses an image by its header when it has too many pixels", async () => {
    const head = Buffer.from(gray(48, 48));
    head.writeUInt32BE(60_000, 16);
    head.writeUInt32BE(60_000, 20);
    await expect(decode(bytesFile(head, "bomb.png"))).rejects.toMatchObject({
      data: { problem: "too-large", limitMegapixels: 120 },
    });
  });

  it("refuses a recording by its header when it is too long", async () => {
    const head = Buffer.from(wavOf(new Float32Array(16)).subarray(0, 44));
    const sizeBytes = 5 * 3_600 * 32_000;
    head.writeUInt32LE(sizeBytes - 8, 4);
    head.writeUInt32LE(sizeBytes - 44, 40);
    await expect(decode(await sparseFile("long.wav", head, sizeBytes))).rejects.toMatchObject({
      data: { problem: "too-long" },
    });
  });

  it("reports empty, missing and damaged files", async () => {
    await expect(decode(bytesFile(new Uint8Array()))).rejects.toMatchObject({ data: { problem: "empty" } });
    const png = gray(48, 48);
    await expect(decode(bytesFile(png.subarray(0, 40), "cut.png"))).rejects.toMatchObject({
      data: { name: "cut.png", problem: "broken" },
    });
    const gone: FileToDecode = { name: "gone", source: { type: "path", path: join(folder, "gone") } };
    await expect(decode(gone)).rejects.toMatchObject({ code: "media-unreadable", data: { name: "gone" } });
  });

  it("survives 300 damaged files", async () => {
    const random = seeded(7);
    const paths = [
      "pictures/photo.jpg",
      "pictures/palette.png",
      "pictures/photo.gif",
      "pictures/animated.webp",
    ];
    paths.push("sounds/tones-mono.mp3", "sounds/tones.ogg", "sounds/tones.opus", "sounds/adpcm-ms.wav");
    const whole = await Promise.all(paths.map((path) => readFile(join(samples, path))));
    const codes = new Set<string>();
    for (let round = 0; round < 300; round++) {
      const file = Uint8Array.from(whole[round % whole.length] ?? []);
      const length = random() < 0.3 ? Math.ceil(random() * file.length) : file.length;
      for (let change = 0; change < 1 + random() * 20; change++) {
        file[Math.floor(random() ** 2 * file.length)] = Math.floor(random() * 256);
      }
      try {
        const decoded = await decode(bytesFile(file.subarray(0, length)));
        if (decoded.type === "media") await decoded.remove();
      } catch (thrown) {
        codes.add((thrown as { readonly code?: string }).code ?? String(thrown));
      }
    }
    expect([...codes]).toEqual(["file-undecodable"]);
    expect(await piecesOf(await decode(bytesFile(gray(48, 48))))).toHaveLength(1);
    expect(await readdir(fixture.folder)).toEqual([]);
  });

  it("kills the process of a cancelled file, and decodes the next one in another", async () => {
    const processes: DecodeProcess[] = [];
    const watched = await openDecoder(() => {
      const process = forkDecodeProcess();
      processes.push(process);
      return process;
    });
    const abort = new AbortController();
    const reason = new Error("The client hung up");
    const large = watched.decoder.decode(bytesFile(gray(4_000, 3_000)), options, abort.signal);
    await expect.poll(() => processes.length).toBe(1);
    const exited = new Promise<void>((resolve) => processes[0]?.onExit(resolve));
    abort.abort(reason);
    await expect(large).rejects.toBe(reason);
    await exited;
    const next = await watched.decoder.decode(bytesFile(gray(48, 48)), options, never);
    expect(next.type).toBe("media");
    expect(processes).toHaveLength(2);
    await watched.dispose();
  });

  it("reports a decoder that crashed, and goes on with another one", async () => {
    const processes: DecodeProcess[] = [];
    const watched = await openDecoder(() => {
      const process = forkDecodeProcess();
      processes.push(process);
      return process;
    });
    const crashed = watched.decoder.decode(bytesFile(gray(4_000, 3_000)), options, never);
    await expect.poll(() => processes.length).toBe(1);
    processes[0]?.kill();
    await expect(crashed).rejects.toMatchObject({ data: { problem: "decoder-failed" } });
    expect((await watched.decoder.decode(bytesFile(gray(48, 48)), options, never)).type).toBe("media");
    await watched.dispose();
  });
});

/** Numbers from 0 to 1, the same on every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
