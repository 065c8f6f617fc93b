import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { storeBytes } from "../../tests/fixtures/attached-media.ts";
import { MediaStore } from "./media-store.ts";
import { MediaUpload } from "./media-upload.ts";

let folder: string;
let store: MediaStore;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "facet-media-"));
  store = new MediaStore(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("MediaStore", () => {
  it("stores a file under the hash of its bytes, readable by its owner only", async () => {
    const pieces = [Buffer.alloc(70_000, 1), Buffer.alloc(3, 2), Buffer.alloc(0), Buffer.alloc(1_000_000, 3)];
    const upload = await MediaUpload.begin(store);
    for (const piece of pieces) await upload.write(piece);
    const whole = Buffer.concat(pieces);
    expect(await upload.finish()).toEqual({ hash: sha256(whole), sizeBytes: whole.length });
    expect(readdirSync(folder)).toEqual([sha256(whole)]);
    const path = store.pathOf(sha256(whole));
    expect(readFileSync(path).equals(whole)).toBe(true);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(store.sizeOf(sha256(whole))).toBe(whole.length);
  });

  it("stores equal bytes once and renews their modification time", async () => {
    const hash = await storeBytes(store, "a photo");
    utimesSync(store.pathOf(hash), 1, 1);
    expect(await storeBytes(store, "a photo")).toBe(hash);
    expect(readdirSync(folder)).toEqual([hash]);
    expect(statSync(store.pathOf(hash)).mtimeMs).toBeGreaterThan(Date.now() - 60_000);
  });

  it("handles simultaneous uploads of the same bytes", async () => {
    const hashes = await Promise.all([1, 2, 3, 4].map(() => storeBytes(store, "a photo")));
    expect(new Set(hashes)).toEqual(new Set(readdirSync(folder)));
  });

  it("replaces a truncated file by the complete one", async () => {
    const hash = await storeBytes(store, "a photo");
    truncateSync(store.pathOf(hash), 3);
    await storeBytes(store, "a photo");
    expect(readFileSync(store.pathOf(hash), "utf8")).toBe("a photo");
  });

  it("publishes a file under its hash only when it is complete, and removes it after an abort", async () => {
    const upload = await MediaUpload.begin(store);
    await upload.write(Buffer.from("a pho"));
    expect(readdirSync(folder)).toEqual([expect.stringMatching(/\.part$/)]);
    await upload.abort();
    expect(readdirSync(folder)).toEqual([]);
    await expect(upload.write(Buffer.from("to"))).rejects.toThrow("has ended");
  });

  it("rejects an empty file and leaves nothing behind", async () => {
    const upload = await MediaUpload.begin(store);
    await expect(upload.finish()).rejects.toMatchObject({ code: "invalid-request" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it("recreates its folder when it was deleted", async () => {
    rmSync(folder, { recursive: true });
    const hash = await storeBytes(store, "a photo");
    expect(readdirSync(folder)).toEqual([hash]);
  });

  it.each(["../outside", "..", "", "a".repeat(63), "A".repeat(64), `${"a".repeat(64)}/..`])(
    "throws for the path of %j",
    (name) => {
      expect(() => store.pathOf(name)).toThrow("Not the hash");
      expect(() => store.sizeOf(name)).toThrow("Not the hash");
    },
  );
});
