import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { StoredMedia } from "../../shared/ipc/bridge.ts";
import type { Result } from "../../shared/ipc/result.ts";
import { mediaUrl } from "../../shared/media/media-url.ts";
import { storeBytes } from "../../tests/fixtures/attached-media.ts";
import { MediaStore } from "../media/media-store.ts";
import { pageFiles } from "../page/page-files.ts";
import { startServer, type RunningServer } from "./http-server.ts";
import { openSocketDoor } from "./socket-door.ts";

const host = "127.0.0.1";
let folder: string;
let store: MediaStore;
let server: RunningServer;
let cookie: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-media-door-"));
  await mkdir(join(folder, "page"));
  await mkdir(join(folder, "media"));
  await writeFile(join(folder, "secret"), "secret");
  store = new MediaStore(join(folder, "media"));
  server = await startServer({
    host,
    port: 0,
    findPageFile: pageFiles(join(folder, "page")),
    media: store,
    readExport: () => null,
    door: openSocketDoor(async () => ({ ok: true, value: null })),
    onStranger: () => undefined,
    linkSecret: "secret",
  });
  const entered = await fetch(server.link(), { redirect: "manual" });
  cookie = entered.headers.getSetCookie()[0]?.split(";")[0] ?? "";
});
afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Unlike fetch, sends whatever headers and path it is told to. */
function ask(method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<Reply> {
  return new Promise((done, failed) => {
    const sent = httpRequest({ host, port: server.port, method, path, headers }, (response) => {
      const { statusCode: status = 0, headers: answered } = response;
      response.toArray().then((chunks: Buffer[]) => {
        done({ status, headers: answered, body: Buffer.concat(chunks) });
      }, failed);
    });
    sent.on("error", failed);
    sent.end(body);
  });
}

const own = () => ({ Cookie: cookie, Origin: server.url });
const upload = (body: Buffer, headers: Record<string, string> = own()) =>
  ask("POST", "/media", headers, body);
const read = (path: string, headers: Record<string, string> = {}) =>
  ask("GET", path, { Cookie: cookie, ...headers });

const storedFiles = () => readdir(store.folder);

describe("an upload", () => {
  it("is stored as it comes, and named by its hash", async () => {
    const bytes = Buffer.alloc(3_000_000, "photo");
    const reply = await upload(bytes);
    const result = JSON.parse(reply.body.toString()) as Result<StoredMedia>;
    expect(result).toMatchObject({ ok: true, value: { sizeBytes: bytes.length } });
    expect(result.ok && (await storedFiles())).toEqual([result.ok && result.value.hash]);
  });

  it.each([
    ["without a session", () => ({ Origin: server.url }), 401],
    ["with a made-up session", () => ({ ...own(), Cookie: `${cookie}x` }), 401],
    ["from another site's page", () => ({ ...own(), Origin: "http://evil.example" }), 403],
    ["from another port of this computer", () => ({ ...own(), Origin: "http://127.0.0.1:1" }), 403],
    ["from a program that is no browser", () => ({ Cookie: cookie }), 403],
    ["under a name somebody pointed here", () => ({ ...own(), Host: "evil.example" }), 403],
  ])("%s is refused, and nothing is stored", async (_, headers, status) => {
    const reply = await upload(Buffer.from("photo"), headers());
    expect(reply.status).toBe(status);
    expect(await storedFiles()).toEqual([]);
  });

  it("that is killed on its way leaves nothing", async () => {
    const sent = httpRequest({
      host,
      port: server.port,
      method: "POST",
      path: "/media",
      headers: { ...own(), "Content-Length": "1000000" },
    });
    sent.on("error", () => undefined);
    sent.write(Buffer.alloc(100_000));
    await vi.waitFor(async () => expect(await storedFiles()).toEqual([expect.stringMatching(/\.part$/)]));
    sent.destroy();
    await vi.waitFor(async () => expect(await storedFiles()).toEqual([]));
  });

  it("that says it is huge is refused in words before it is read", async () => {
    const reply = await new Promise<Reply>((done) => {
      const headers = { ...own(), "Content-Length": String(3 * 1024 ** 3) };
      const sent = httpRequest(
        { host, port: server.port, method: "POST", path: "/media", headers },
        (response) => {
          response.once("data", (body: Buffer) => {
            done({ status: response.statusCode ?? 0, headers: response.headers, body });
            sent.destroy();
          });
        },
      );
      sent.on("error", () => undefined);
      sent.write(Buffer.alloc(1000));
    });
    expect(JSON.parse(reply.body.toString())).toMatchObject({
      ok: false,
      error: { code: "media-too-large" },
    });
    expect(await storedFiles()).toEqual([]);
  });

  it("of nothing is refused", async () => {
    const reply = await upload(Buffer.alloc(0));
    expect(JSON.parse(reply.body.toString())).toMatchObject({
      ok: false,
      error: { code: "invalid-request" },
    });
    expect(await storedFiles()).toEqual([]);
  });
});

const png = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), Buffer.alloc(92, 7)]);

describe("a stored file", () => {
  it("is read with the type of its bytes, and no copy is kept of it", async () => {
    const reply = await read(mediaUrl(await storeBytes(store, png)));
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
  ])("is read in part: %s", async (range, status, contentRange, [start = 0, end = 0]) => {
    const reply = await read(mediaUrl(await storeBytes(store, png)), { Range: range });
    expect(reply.status).toBe(status);
    expect(reply.headers["content-range"]).toBe(contentRange);
    expect(reply.headers["content-length"]).toBe(String(end - start));
    expect(reply.body.equals(png.subarray(start, end))).toBe(true);
  });

  it("is not sent when only its headers are asked for", async () => {
    const path = mediaUrl(await storeBytes(store, png));
    const reply = await ask("HEAD", path, { Cookie: cookie });
    expect(reply.headers["content-length"]).toBe("100");
    expect(reply.body).toHaveLength(0);
  });

  it.each([
    ["an SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ["a page", "<!doctype html><script>alert(1)</script>"],
    ["a script", "alert(1)"],
    ["a PDF", "%PDF-1.7"],
  ])("that is %s is a download, and never run", async (_, text) => {
    const reply = await read(mediaUrl(await storeBytes(store, text)));
    expect(reply.body.toString()).toBe(text);
    expect(reply.headers).toMatchObject({
      "content-type": "application/octet-stream",
      "content-disposition": "attachment",
      "x-content-type-options": "nosniff",
      "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });

  it("is read by nobody without a session", async () => {
    const path = mediaUrl(await storeBytes(store, png));
    expect((await ask("GET", path, {})).status).toBe(401);
  });

  it.each([
    "/media/",
    "/media/../secret",
    "/media/%2e%2e/secret",
    "/media/..%2fsecret",
    `/media/${"a".repeat(64)}`,
    `/media/${"a".repeat(64)}/../../secret`,
  ])("is nothing else in the folder or out of it: %s", async (path) => {
    const reply = await read(path);
    expect(reply.status).toBe(404);
    expect(reply.body.toString()).not.toContain("secret");
  });

  it("that is still coming in is not there yet", async () => {
    await store.receive();
    const [name = ""] = await storedFiles();
    expect((await read(`/media/${name}`)).status).toBe(404);
  });
});
