import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { sendInChunks } from "../shell/send-in-chunks.ts";
import { ChunkedUploads, type UploadChunk } from "./chunked-uploads.ts";
import { MediaStore } from "./media-store.ts";

let folder: string;
let store: MediaStore;
let uploads: ChunkedUploads;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-chunks-"));
  store = new MediaStore(folder);
  uploads = new ChunkedUploads(store, 50);
});
afterEach(async () => {
  await uploads.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const chunk = (uploadId: string, text: string, isLast: boolean, start = 0): UploadChunk => ({
  uploadId,
  start,
  bytes: Buffer.from(text),
  isLast,
});

describe("ChunkedUploads", () => {
  it("receives a large file from the preload in small pieces", async () => {
    const file = new Blob([Buffer.alloc(4 * 1024 * 1024, 1), Buffer.alloc(4 * 1024 * 1024, 2), "end"]);
    const sizes: number[] = [];
    const sent = await sendInChunks(file, (piece) => {
      sizes.push(piece.bytes.byteLength);
      return uploads.take(piece);
    });
    expect(sizes).toEqual([4 * 1024 * 1024, 4 * 1024 * 1024, 3]);
    expect(sent).toEqual({ ok: true, value: { hash: readdirSync(folder)[0], sizeBytes: file.size } });
  });

  it("keeps simultaneous uploads apart", async () => {
    await uploads.take(chunk("a", "one ", false));
    await uploads.take(chunk("b", "two ", false));
    const a = await uploads.take(chunk("a", "file", true, 4));
    const b = await uploads.take(chunk("b", "file", true, 4));
    expect(a).toMatchObject({ ok: true, value: { sizeBytes: 8 } });
    const hashes = [a, b].map((result) => (result.ok ? result.value?.hash : undefined));
    expect(new Set(readdirSync(folder))).toEqual(new Set(hashes));
  });

  it("aborts an upload that its page does not continue", async () => {
    await uploads.take(chunk("a", "one ", false));
    expect(readdirSync(folder)).toHaveLength(1);
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
  });

  it("does not take the rest of an upload that was given up for a file", async () => {
    await uploads.take(chunk("a", "one ", false));
    await vi.waitFor(() => expect(readdirSync(folder)).toEqual([]));
    const rest = await uploads.take(chunk("a", "file", true, 4));
    expect(rest).toMatchObject({ ok: false, error: { code: "media-unreadable" } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("aborts the other uploads when one can't be aborted", async () => {
    await uploads.take(chunk("a", "one", false));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    const failing = uploads.take(chunk("b", "two", false));
    const disposed = uploads.dispose();
    expect(await failing).toMatchObject({ ok: false });
    await disposed;
  });

  it("returns a failure as a value and forgets the upload", async () => {
    await uploads.take(chunk("a", "one", false));
    await uploads.take(chunk("a", "", true, 3));
    expect(await uploads.take(chunk("b", "", true))).toMatchObject({
      ok: false,
      error: { code: "invalid-request" },
    });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it("limits the number of open uploads", async () => {
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, index) => uploads.take(chunk(String(index), "x", false))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(32);
    await uploads.dispose();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("reports a file that disappeared while it was read", async () => {
    const gone = { size: 5, slice: () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) };
    const result = await sendInChunks(gone, (piece) => uploads.take(piece));
    expect(result).toMatchObject({ ok: false, error: { code: "media-unreadable" } });
  });
});
