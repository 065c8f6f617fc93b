import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { pdfOf } from "../../../../tests/fixtures/files/pdf-file.ts";
import { samplePages, shellPage } from "../../../../tests/fixtures/web/pages.ts";
import { gbkBytes } from "../../../../tests/fixtures/web/gbk-bytes.ts";
import { TestNetwork } from "../../../../tests/fixtures/web/test-network.ts";
import { createSafeFetch } from "../../../net/safe-fetch.ts";
import { forkPageProcess } from "./fork-page-process.ts";
import type { PageProcess } from "./page-process.ts";
import { PageReader } from "./page-reader.ts";

let network: TestNetwork;
let reader: PageReader;
beforeEach(() => {
  network = new TestNetwork();
  reader = new PageReader({ fetch: createSafeFetch({ network }), start: forkPageProcess });
});
afterEach(async () => {
  reader.dispose();
  await network.close();
});

interface Answer {
  readonly body: string | Uint8Array;
  readonly type?: string;
  readonly status?: number;
}

async function read({ body, type = "text/html", status = 200 }: Answer, path = "/a/page") {
  await network.site("site.example", "93.184.215.14", (_, response) => {
    response.writeHead(status, type === "" ? {} : { "content-type": type }).end(body);
  });
  return reader.read(`http://site.example${path}`, new AbortController().signal);
}

const unreadable = (reason: string) => ({ code: "page-unreadable", data: { reason, host: "site.example" } });

describe("PageReader", () => {
  it("reads an article with its title, date and address", async () => {
    const { title, published, url, text } = await read({ body: samplePages["article"]?.html ?? "" });
    expect({ title, published, url }).toEqual({
      title: "Rivers run low",
      published: "2026-10-02",
      url: "http://site.example/a/page",
    });
    expect(text).toContain("[full report](http://site.example/reports/2026)");
  });

  it.each([
    ["declared by the server", "text/html; charset=gbk"],
    ["declared by the page", "text/html"],
    ["declared wrongly by the server", "text/html; charset=utf-8"],
  ])("reads a Chinese page in GBK, %s", async (_, type) => {
    const sample = samplePages["chinese"];
    const { title, text } = await read({ body: gbkBytes(sample?.html ?? ""), type });
    expect(title).toBe(sample?.title);
    for (const part of sample?.has ?? []) expect(text).toContain(part);
  });

  it.each(["application/pdf", "application/octet-stream", ""])("reads a PDF sent as %j", async (type) => {
    const body = pdfOf([{ words: "First page" }, { words: "Second page" }]);
    const { title, text } = await read({ body, type }, "/papers/My%20paper.pdf");
    expect(title).toBe("My paper.pdf");
    expect(text).toBe("[Page 1]\nFirst page\n\n[Page 2]\nSecond page");
  });

  it("reads plain text and data as they are", async () => {
    expect((await read({ body: '{"a": [1]}', type: "application/json" })).text).toBe('{"a": [1]}');
    expect((await read({ body: "# Notes\n<b>", type: "text/markdown" })).text).toBe("# Notes\n<b>");
  });

  it("says that a page needs scripts, limits programs, or is not there", async () => {
    await expect(read({ body: shellPage })).rejects.toMatchObject(unreadable("empty"));
    await expect(read({ body: "", status: 202 })).rejects.toMatchObject(unreadable("limited"));
    await expect(read({ body: "Slow down", status: 429 })).rejects.toMatchObject(unreadable("limited"));
    await expect(read({ body: "Gone", status: 404 })).rejects.toMatchObject(unreadable("status"));
    await expect(read({ body: "no pdf", type: "application/pdf" })).rejects.toMatchObject(
      unreadable("unreadable"),
    );
    await expect(read({ body: "film", type: "video/mp4" })).rejects.toMatchObject({
      data: { reason: "type" },
    });
  });

  it("reads the beginning of an endless page", async () => {
    const line = `<p>${"and so on ".repeat(1_000)}</p>`;
    await network.site("site.example", "93.184.215.14", (_, response) => {
      response.setHeader("content-type", "text/html");
      const write = () => {
        while (response.write(line));
        response.once("drain", write);
      };
      write();
    });
    const { text } = await reader.read("http://site.example/", new AbortController().signal);
    expect(text.startsWith("and so on and so on")).toBe(true);
    expect(text.length).toBeLessThan(2_100_000);
  });

  it("refuses a document that is too long to be loaded whole", async () => {
    const body = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(21 * 1024 * 1024)]);
    await expect(read({ body, type: "application/pdf" })).rejects.toMatchObject({
      data: { reason: "too-large" },
    });
  });

  it("kills the process when the page is not wanted any more, and reads the next page in another", async () => {
    const started: string[] = [];
    const hanging: PageProcess = {
      pid: undefined,
      post: () => abort.abort(new Error("not wanted")),
      onMessage: () => undefined,
      onExit: () => undefined,
      kill: () => void started.push("killed"),
    };
    const abort = new AbortController();
    reader = new PageReader({
      fetch: createSafeFetch({ network }),
      start: () => (started.push("started") === 1 ? hanging : forkPageProcess()),
    });
    await network.site("site.example", "93.184.215.14", (_, response) => {
      response.setHeader("content-type", "text/html").end("<p>Hello there");
    });
    await expect(reader.read("http://site.example/", abort.signal)).rejects.toThrow("not wanted");
    expect(started).toEqual(["started", "killed"]);
    const next = await reader.read("http://site.example/", new AbortController().signal);
    expect(next.text).toBe("Hello there");
  });
});
