import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openDecoder, type DecodeFixture } from "../fixtures/decode-client.ts";
import { attaching } from "./harness/attaching.ts";
import { expect, test, type Facet } from "./harness/facet.ts";

const samples = join(import.meta.dirname, "../fixtures/files");

/** What the page stored for a file, and what the decode process made of it. */
interface BothWays {
  readonly inPage: Buffer;
  readonly inProcess: Buffer;
}

async function bothWays(facet: Facet, { decoder }: DecodeFixture, path: string): Promise<BothWays> {
  const name = path.split("/").at(-1) ?? "";
  const files = attaching(facet);
  const folder = join(facet.home, "media");
  const before = new Set(await readdir(folder));
  const options = { budget: null, isDocument: false };
  const source = { type: "path", path: join(samples, path) } as const;
  const decoded = await decoder.decode({ name, source }, options, new AbortController().signal);
  if (decoded.type !== "media") throw new Error(`${path} became text`);
  const inProcess = await readFile(decoded.pieces[0]?.media.path ?? "");
  await decoded.remove();
  await files.pick({ name, bytes: await readFile(join(samples, path)) });
  await files.settled();
  const added = (await readdir(folder)).filter((file) => !before.has(file));
  const stored = await Promise.all(added.map((file) => readFile(join(folder, file))));
  await files.tray.getByRole("button", { name: `Remove ${name}` }).click();
  // Equal bytes may have been stored for an earlier file.
  const hasSame = await files.hasStored(inProcess);
  const inPage = hasSame
    ? inProcess
    : (stored.find(({ length }) => length === inProcess.length) ?? stored.find(isWholeTokens));
  expect(inPage, `${path}: the page prepared something of another size`).toBeDefined();
  return { inPage: inPage ?? inProcess, inProcess };
}

/** The clip among what was stored: neither the original nor a thumbnail. */
function isWholeTokens({ length }: Buffer): boolean {
  return length > 50_000 && length % (640 * 4) === 0;
}

test.describe("what a program's files become without a page", () => {
  test("equals what the page prepares, pixel by pixel", async ({ facet }) => {
    const decoding = await openDecoder();
    /** The page blends transparent pixels before it scales them, with premultiplied colours. */
    const roundings: Readonly<Record<string, number>> = { "transparent-lossy.webp": 3 };
    const refused = ["photo.avif", "cmyk.jpg"];
    const names = (await readdir(join(samples, "pictures"))).filter((name) => !refused.includes(name));
    expect(names.length).toBeGreaterThan(20);
    for (const name of names) {
      const { inPage, inProcess } = await bothWays(facet, decoding, `pictures/${name}`);
      expect(largestDifference(inPage, inProcess), name).toBeLessThanOrEqual(roundings[name] ?? 0);
    }
    await decoding.dispose();
  });

  test("equals what the page prepares, sample by sample", async ({ facet }) => {
    const decoding = await openDecoder();
    // Lossy decoders round differently; the loudest samples are at 0.9.
    const most: Readonly<Record<string, number>> = {
      "alaw.wav": 0,
      "tones.flac": 0.00002,
      "tones-mono.mp3": 0.000002,
      "tones.mp3": 0.000002,
      "tones.opus": 0.002,
      "tones.ogg": 0.005,
    };
    for (const [name, limit] of Object.entries(most)) {
      const { inPage, inProcess } = await bothWays(facet, decoding, `sounds/${name}`);
      const [page, process] = [inPage, inProcess].map(samplesOf) as [Float32Array, Float32Array];
      // The page does not cut what a Vorbis encoder appended, which is less than a token.
      expect(Math.abs(page.length - process.length), name).toBeLessThanOrEqual(
        name === "tones.ogg" ? 640 : 0,
      );
      expect(largestDifference(page, process), name).toBeLessThanOrEqual(limit);
    }
    await decoding.dispose();
  });
});

/** Over the length that both have. */
function largestDifference(left: ArrayLike<number>, right: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    most = Math.max(most, Math.abs((left[at] ?? 0) - (right[at] ?? 0)));
  }
  return most;
}

function samplesOf(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
