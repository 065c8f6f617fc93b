import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { uploadMedia } from "./upload-media.ts";

let server: Server;
let answer: { status: number; body: string };
const received: Buffer[] = [];

beforeEach(async () => {
  received.length = 0;
  server = createServer((request, response) => {
    void request.toArray().then((chunks: Buffer[]) => {
      received.push(Buffer.concat(chunks));
      response.writeHead(answer.status).end(answer.body);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const realFetch = globalThis.fetch;
  // Outside a page, a relative URL has no base.
  vi.stubGlobal("fetch", (path: string, init: RequestInit) =>
    realFetch(`http://127.0.0.1:${port}${path}`, init),
  );
});
afterEach(async () => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

describe("uploadMedia", () => {
  it("sends the bytes and returns the response", async () => {
    answer = { status: 200, body: JSON.stringify({ ok: true, value: { hash: "ab", sizeBytes: 5 } }) };
    expect(await uploadMedia(new Blob(["photo"]))).toEqual({ ok: true, value: { hash: "ab", sizeBytes: 5 } });
    expect(received.map(String)).toEqual(["photo"]);
  });

  it("fails as disconnected when it is refused or the host is unreachable", async () => {
    answer = { status: 401, body: "Open Facet with the link in its terminal." };
    expect(await uploadMedia(new Blob(["photo"]))).toMatchObject({ error: { code: "disconnected" } });
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    expect(await uploadMedia(new Blob(["photo"]))).toMatchObject({ error: { code: "disconnected" } });
  });

  it("fails as unreadable when the file has disappeared", async () => {
    class GoneFile extends Blob {
      override stream(): never {
        throw new TypeError("gone");
      }
      override slice(): Blob {
        return { arrayBuffer: () => Promise.reject(new DOMException("gone", "NotReadableError")) } as Blob;
      }
    }
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    expect(await uploadMedia(new GoneFile(["photo"]))).toMatchObject({ error: { code: "media-unreadable" } });
  });
});
