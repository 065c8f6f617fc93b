import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { pageCompressor } from "./compressed.ts";

const script = {
  bytes: Buffer.from("export const answer = 42;\n".repeat(1000)),
  mediaType: "text/javascript; charset=utf-8",
  cacheControl: "",
};

describe("pageCompressor", () => {
  it("uses an encoding that the browser accepts", async () => {
    const compress = pageCompressor();
    const brotli = await compress("/a.js", script, "gzip, deflate, br");
    expect(brotli.encoding).toBe("br");
    expect(brotliDecompressSync(brotli.bytes)).toEqual(script.bytes);
    const gzip = await compress("/a.js", script, "gzip");
    expect(gzip.encoding).toBe("gzip");
    expect(gunzipSync(gzip.bytes)).toEqual(script.bytes);
    expect(await compress("/a.js", script, undefined)).toEqual({ bytes: script.bytes, encoding: null });
  });

  it("compresses a file once, and again when it changes", async () => {
    const compress = pageCompressor();
    const first = await compress("/a.js", script, "br");
    expect((await compress("/a.js", { ...script, bytes: Buffer.from(script.bytes) }, "br")).bytes).toBe(
      first.bytes,
    );
    const changed = Buffer.concat([script.bytes, Buffer.from("//")]);
    const second = await compress("/a.js", { ...script, bytes: changed }, "br");
    expect(brotliDecompressSync(second.bytes)).toEqual(changed);
  });

  it("does not compress files that would not shrink", async () => {
    const compress = pageCompressor();
    expect((await compress("/a.woff2", { ...script, mediaType: "font/woff2" }, "br")).encoding).toBeNull();
    expect((await compress("/a.js", { ...script, bytes: Buffer.from("x") }, "br")).encoding).toBeNull();
  });
});
