import { once } from "node:events";
import { gzipSync, brotliCompressSync, createGzip } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { TestNetwork } from "../../tests/fixtures/web/test-network.ts";
import { createSafeFetch, type FetchRequest } from "./safe-fetch.ts";

const publicAddress = "93.184.215.14";
const otherAddress = "151.101.1.69";

let network: TestNetwork;
/** Requests to the server that only this computer may reach. */
let privateRequests: string[];
let privatePort: number;

beforeEach(async () => {
  network = new TestNetwork();
  privateRequests = [];
  privatePort = await network.listen((request, response) => {
    privateRequests.push(request.url ?? "");
    response.end("secret");
  });
});
afterEach(() => network.close());

function get(url: string, more: Partial<FetchRequest> = {}, options: { timeoutMs?: number } = {}) {
  const fetch = createSafeFetch({ network, ...options });
  return fetch({ url, mostBytes: () => 100_000, ...more }, new AbortController().signal);
}

const refused = (reason: string) => ({ code: "address-refused", data: { reason } });
const failed = (reason: string) => ({ code: "fetch-failed", data: { reason } });
const textOf = ({ bytes }: { readonly bytes: Uint8Array }) => Buffer.from(bytes).toString();

describe("createSafeFetch", () => {
  it("fetches a public page, with the host's name and without cookies", async () => {
    await network.site("site.example", publicAddress, ({ headers }, response) => {
      response.setHeader("content-type", 'text/html; charset="GBK"').setHeader("set-cookie", "a=b");
      response.end(JSON.stringify([headers.host, headers.cookie, headers["accept-encoding"]]));
    });
    const found = await get("http://site.example/page#part");
    expect(found).toMatchObject({
      url: "http://site.example/page",
      status: 200,
      mediaType: "text/html",
      charset: "GBK",
      isCut: false,
    });
    expect(textOf(found)).toBe('["site.example",null,"gzip, br"]');
    expect(network.connections).toEqual([`${publicAddress}:80`]);
  });

  it.each([
    "127.0.0.1",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fc00::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
    "2001:db8::1",
    "64:ff9b::7f00:1",
    "2002:7f00:1::",
    "::ffff:127.0.0.1",
    "::ffff:93.184.215.14",
    "::127.0.0.1",
  ])("refuses %s, as an address and behind a name", async (address) => {
    const host = address.includes(":") ? `[${address}]` : address;
    await expect(get(`http://${host}/`)).rejects.toMatchObject(refused("private"));
    network.name("name.example", [publicAddress, address]);
    await expect(get("https://name.example/")).rejects.toMatchObject(refused("private"));
    expect(network.connections).toEqual([]);
  });

  it.each([
    ["http://2130706433/", "private"],
    ["http://0x7f.1/", "private"],
    ["http://0177.0.0.1/", "private"],
    ["http://127。0。0。1/", "private"],
    ["http://user:word@site.example/", "credentials"],
    ["http://site.example:8080/", "port"],
    ["https://site.example:22/", "port"],
    ["file:///etc/passwd", "scheme"],
    ["ftp://site.example/", "scheme"],
    ["javascript:alert(1)", "scheme"],
    ["/etc/passwd", "invalid"],
    ["", "invalid"],
  ])("refuses %s", async (url, reason) => {
    await expect(get(url)).rejects.toMatchObject(refused(reason));
    expect(network.connections).toEqual([]);
  });

  it("checks every hop of a redirect", async () => {
    let location = "";
    await network.site("site.example", publicAddress, ({ url }, response) => {
      if (url === "/end") response.end("the end");
      else response.writeHead(302, { location }).end();
    });
    network.name("inside.example", ["127.0.0.1"]);
    for (const [target, reason] of [
      [`http://127.0.0.1/`, "private"],
      [`http://127.0.0.1:${privatePort}/`, "port"],
      ["http://inside.example/", "private"],
      ["http://[::ffff:127.0.0.1]/", "private"],
      ["//169.254.169.254/latest/meta-data", "private"],
      ["file:///etc/passwd", "scheme"],
      ["http://a:b@site.example/", "credentials"],
    ] as const) {
      location = target;
      await expect(get("http://site.example/")).rejects.toMatchObject(refused(reason));
    }
    location = "end";
    expect(await get("http://site.example/")).toMatchObject({ url: "http://site.example/end" });
    location = "/again";
    await expect(get("http://site.example/")).rejects.toMatchObject(failed("redirects"));
    expect(new Set(network.connections)).toEqual(new Set([`${publicAddress}:80`]));
    expect(privateRequests).toEqual([]);
  });

  it("connects to the address that it checked when a name is rebound", async () => {
    await network.site("rebound.example", publicAddress, (_, response) => {
      response.writeHead(302, { location: "http://rebound.example/" }).end();
    });
    const answers = [[publicAddress], ["127.0.0.1"]];
    network.name("rebound.example", () => answers.shift() ?? ["127.0.0.1"]);
    // The name is public when it is first asked for, and private at the redirect to itself.
    await expect(get("http://rebound.example/")).rejects.toMatchObject(refused("private"));
    // Each hop resolves once: there is no second answer between check and connection.
    expect(network.resolved).toEqual(["rebound.example", "rebound.example"]);
    expect(network.connections).toEqual([`${publicAddress}:80`]);
    expect(privateRequests).toEqual([]);
  });

  it("stops a compression bomb at the limit", async () => {
    const zeros = Buffer.alloc(60_000_000);
    const bombs = { gzip: gzipSync(zeros), br: brotliCompressSync(zeros) };
    await network.site("site.example", publicAddress, ({ url }, response) => {
      const encoding = url === "/br" ? "br" : "gzip";
      response.setHeader("content-encoding", encoding).end(bombs[encoding]);
    });
    for (const path of ["gzip", "br"]) {
      const { bytes, isCut } = await get(`http://site.example/${path}`);
      expect({ length: bytes.length, isCut }).toEqual({ length: 100_000, isCut: true });
    }
  });

  it("ends an endless page at the limit and closes its connection", async () => {
    const closed = Promise.withResolvers<undefined>();
    await network.site("site.example", publicAddress, (_, response) => {
      const zip = createGzip();
      zip.pipe(response.setHeader("content-encoding", "gzip"));
      const write = () => {
        while (zip.write("<p>and so on</p>".repeat(100)));
        zip.once("drain", write);
      };
      write();
      void once(response, "close").then(() => closed.resolve(undefined));
    });
    expect(await get("http://site.example/")).toMatchObject({ isCut: true });
    await closed.promise;
  });

  it("gives up a server that does not answer, and one that never ends", async () => {
    await network.site("silent.example", publicAddress, () => undefined);
    await network.site("slow.example", otherAddress, (_, response) => void response.write("<p>"));
    for (const name of ["silent", "slow"]) {
      const slow = get(`http://${name}.example/`, {}, { timeoutMs: 300 });
      await expect(slow).rejects.toMatchObject(failed("too-slow"));
    }
  });

  it("ends when it is aborted", async () => {
    await network.site("silent.example", publicAddress, () => undefined);
    const abort = new AbortController();
    const request = { url: "http://silent.example/", mostBytes: () => 1 };
    const fetching = createSafeFetch({ network })(request, abort.signal);
    abort.abort(new Error("not wanted"));
    await expect(fetching).rejects.toThrow("not wanted");
  });

  it("says what failed", async () => {
    await network.site("site.example", publicAddress, ({ url }, response) => {
      if (url === "/zip") response.setHeader("content-encoding", "gzip").end("no zip");
      else if (url === "/zstd") response.setHeader("content-encoding", "zstd").end("?");
      else if (url === "/cut") response.socket?.destroy();
      else if (url === "/film") response.setHeader("content-type", "video/mp4").end("film");
      else response.writeHead(202).end("later");
    });
    await expect(get("http://site.example/zip")).rejects.toMatchObject(failed("broken"));
    await expect(get("http://site.example/zstd")).rejects.toMatchObject(failed("broken"));
    await expect(get("http://site.example/cut")).rejects.toMatchObject(failed("unreachable"));
    await expect(get("http://nowhere.example/")).rejects.toMatchObject(failed("no-such-host"));
    await expect(get("https://site.example/")).rejects.toMatchObject({ code: "fetch-failed" });
    const films = get("http://site.example/film", { mostBytes: (type) => (type === "text/html" ? 1 : null) });
    await expect(films).rejects.toMatchObject(failed("type"));
    expect(await get("http://site.example/")).toMatchObject({ status: 202 });
  });

  it("reaches a private address only where the user entered its origin, and sends a key nowhere else", async () => {
    const trustedOrigin = `http://127.0.0.1:${privatePort}`;
    expect(textOf(await get(`${trustedOrigin}/search`, { trustedOrigin }))).toBe("secret");
    await expect(get(`http://localhost:${privatePort}/`, { trustedOrigin })).rejects.toMatchObject(
      refused("port"),
    );
    await network.site("site.example", publicAddress, (_, response) => {
      response.writeHead(302, { location: `${trustedOrigin}/` }).end();
    });
    const keyed = get("http://site.example/", { headers: { authorization: "Bearer sesame" } });
    await expect(keyed).rejects.toMatchObject(failed("redirects"));
    expect(privateRequests).toEqual(["/search"]);
  });
});
