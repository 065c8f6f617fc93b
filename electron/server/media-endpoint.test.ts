import { readdir } from "node:fs/promises";
import { once } from "node:events";
import { request, type IncomingMessage } from "node:http";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { mediaPathOf } from "../../shared/media/media-url.ts";
import { storeBytes } from "../../tests/fixtures/attached-media.ts";
import { MediaUpload } from "../media/media-upload.ts";
import { openTestServer, type TestBrowser, type TestServer } from "../../tests/fixtures/test-server.ts";

let site: TestServer;
let browser: TestBrowser;
beforeEach(async () => {
  site = await openTestServer();
  browser = await site.signIn();
});
afterEach(() => site.dispose());

const own = () => ({
  Cookie: browser.cookie,
  Authorization: browser.bearer,
  Origin: site.server.url,
});
const upload = (body: Buffer, headers: Record<string, string> = own()) =>
  site.ask("/media", headers, "POST", body);
const read = (path: string, headers: Record<string, string> = {}) =>
  site.ask(`${path}?key=${browser.mediaKey}`, { Cookie: browser.cookie, ...headers });

/** Starts an upload without sending the body. */
const startUpload = (bytes: number) =>
  request({
    host: "127.0.0.1",
    port: site.server.port,
    method: "POST",
    path: "/media",
    headers: { ...own(), "Content-Length": String(bytes) },
  });

const storedFiles = () => readdir(site.store.folder);

describe("an upload", () => {
  it("is stored under its hash", async () => {
    const bytes = Buffer.alloc(3_000_000, "photo");
    const reply = await upload(bytes);
    const result = JSON.parse(reply.text) as Result<StoredMedia>;
    expect(result).toMatchObject({ ok: true, value: { sizeBytes: bytes.length } });
    expect(result.ok && (await storedFiles())).toEqual([result.ok && result.value.hash]);
  });

  it.each([
    ["without a session", () => ({ Origin: site.server.url }), 401],
    ["with a made-up session", () => ({ ...own(), Cookie: `${browser.cookie}x` }), 401],
    ["from another site's page", () => ({ ...own(), Origin: "http://evil.example" }), 403],
    ["from another port of this computer", () => ({ ...own(), Origin: "http://127.0.0.1:1" }), 403],
    ["from a program other than a browser", () => ({ ...own(), Origin: "" }), 403],
    // All that a server on another port of this address receives.
    ["with the cookie alone", () => ({ Cookie: browser.cookie, Origin: site.server.url }), 401],
    ["with the key for media", () => ({ ...own(), Authorization: `Bearer ${browser.mediaKey}` }), 401],
    ["with another Host header", () => ({ ...own(), Host: "evil.example" }), 403],
  ])("is rejected %s and not stored", async (_, headers, status) => {
    const reply = await upload(Buffer.from("photo"), headers());
    expect(reply.status).toBe(status);
    expect(await storedFiles()).toEqual([]);
  });

  it("leaves nothing behind when its connection is killed", async () => {
    const sent = startUpload(1_000_000);
    sent.on("error", () => undefined);
    sent.write(Buffer.alloc(100_000));
    await vi.waitFor(async () => expect(await storedFiles()).toEqual([expect.stringMatching(/\.part$/)]));
    sent.destroy();
    await vi.waitFor(async () => expect(await storedFiles()).toEqual([]));
  });

  it("is rejected with an error before it is read when it declares an excessive size", async () => {
    const sent = startUpload(3 * 1024 ** 3);
    sent.on("error", () => undefined);
    sent.write(Buffer.alloc(1000));
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    const [body] = (await once(response, "data")) as [Buffer];
    sent.destroy();
    expect(JSON.parse(body.toString())).toMatchObject({ ok: false, error: { code: "media-too-large" } });
    expect(await storedFiles()).toEqual([]);
  });

  it("is rejected when it is empty", async () => {
    const reply = await upload(Buffer.alloc(0));
    expect(JSON.parse(reply.text)).toMatchObject({
      ok: false,
      error: { code: "invalid-request" },
    });
    expect(await storedFiles()).toEqual([]);
  });
});

const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(92, 7)]);

describe("a stored file", () => {
  it("is sent with the type detected from its bytes and without caching", async () => {
    const reply = await read(mediaPathOf(await storeBytes(site.store, png)));
    expect(reply.status).toBe(200);
    expect(reply.body.equals(png)).toBe(true);
    expect(reply.headers).toMatchObject({
      "content-type": "image/png",
      "content-disposition": "inline",
      "content-length": "100",
      "accept-ranges": "bytes",
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    });
  });

  it.each([
    ["bytes=0-9", 206, "bytes 0-9/100", [0, 10]],
    ["bytes=90-", 206, "bytes 90-99/100", [90, 100]],
    ["bytes=-5", 206, "bytes 95-99/100", [95, 100]],
    ["bytes=100-", 416, "bytes */100", [0, 0]],
    ["bytes=0-1,4-5", 200, undefined, [0, 100]],
  ])("is sent with the range that %s selects", async (range, status, contentRange, [start = 0, end = 0]) => {
    const reply = await read(mediaPathOf(await storeBytes(site.store, png)), { Range: range });
    expect(reply.status).toBe(status);
    expect(reply.headers["content-range"]).toBe(contentRange);
    expect(reply.headers["content-length"]).toBe(String(end - start));
    expect(reply.body.equals(png.subarray(start, end))).toBe(true);
  });

  it("is not sent for a HEAD request", async () => {
    const path = `${mediaPathOf(await storeBytes(site.store, png))}?key=${browser.mediaKey}`;
    const reply = await site.ask(path, { Cookie: browser.cookie }, "HEAD");
    expect(reply.headers["content-length"]).toBe("100");
    expect(reply.body).toHaveLength(0);
  });

  it.each([
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a script", "alert(1)"],
    ["a PDF", "%PDF-1.7"],
  ])("is sent as a download when it is %s", async (_, text) => {
    const reply = await read(mediaPathOf(await storeBytes(site.store, text)));
    expect(reply.text).toBe(text);
    expect(reply.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });

  it("is sent for cookie and key together only", async () => {
    const path = mediaPathOf(await storeBytes(site.store, png));
    const other = await site.signIn();
    const status = async (query: string, cookie = browser.cookie) =>
      (await site.ask(path + query, { Cookie: cookie })).status;
    expect((await site.ask(path)).status).toBe(401);
    expect(await status("")).toBe(401);
    expect(await status("?key=")).toBe(401);
    expect(await status(`?key=${other.mediaKey}`)).toBe(401);
    expect(await status(`?key=${browser.pageKey}`)).toBe(401);
    expect(await status(`?key=${browser.mediaKey}`, "")).toBe(401);
    expect(await status(`?key=${browser.mediaKey}`)).toBe(200);
  });

  it.each([
    "/media/",
    "/media/../outside.json",
    "/media/%2e%2e/outside.json",
    "/media/..%2foutside.json",
    `/media/${"a".repeat(64)}`,
    `/media/${"a".repeat(64)}/../../outside.json`,
  ])("is not found at %s", async (path) => {
    const reply = await read(path);
    expect(reply.status).toBe(404);
    expect(reply.text).not.toContain("outside");
  });

  it("is not available before it is complete", async () => {
    await MediaUpload.begin(site.store);
    const [name = ""] = await storedFiles();
    expect((await read(`/media/${name}`)).status).toBe(404);
  });
});
