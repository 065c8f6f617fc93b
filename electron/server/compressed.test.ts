import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pageCompressor } from "./compressed.ts";

const script = {
  bytes: Buffer.from("export const answer = 42;\n".repeat(1000)),
  mediaType: "text/javascript; charset=utf-8",
  cacheControl: "",
};

describe("page files on their way across a network", () => {
  it("are packed as the browser can unpack them", async () => {
    const compress = pageCompressor();
    const brotli = await compress("/a.js", script, "gzip, deflate, br");
    expect(brotli.encoding).toBe("br");
    expect(brotliDecompressSync(brotli.bytes)).toEqual(script.bytes);
    const gzip = await compress("/a.js", script, "gzip");
    expect(gzip.encoding).toBe("gzip");
    expect(gunzipSync(gzip.bytes)).toEqual(script.bytes);
    expect(await compress("/a.js", script, undefined)).toEqual({ bytes: script.bytes, encoding: null });
  });

  it("are packed once, and again when they change", async () => {
    const compress = pageCompressor();
    const first = await compress("/a.js", script, "br");
    expect((await compress("/a.js", { ...script, bytes: Buffer.from(script.bytes) }, "br")).bytes).toBe(
      first.bytes,
    );
    const changed = Buffer.concat([script.bytes, Buffer.from("//")]);
    const second = await compress("/a.js", { ...script, bytes: changed }, "br");
    expect(brotliDecompressSync(second.bytes)).toEqual(changed);
  });

  it("go as they are when packing would gain nothing", async () => {
    const compress = pageCompressor();
    expect((await compress("/a.woff2", { ...script, mediaType: "font/woff2" }, "br")).encoding).toBeNull();
    expect((await compress("/a.js", { ...script, bytes: Buffer.from("x") }, "br")).encoding).toBeNull();
  });
});
