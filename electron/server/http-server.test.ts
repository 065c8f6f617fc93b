import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ownAddresses } from "./own-hosts.ts";
import type { SessionAnswer, SignInAnswer } from "../../shared/ipc/sign-in.ts";
import {
  openTestServer,
  pathOf,
  tokenOf,
  type HttpReply,
  type TestServer,
} from "../../tests/fixtures/test-server.ts";

let site: TestServer;
beforeEach(async () => {
  site = await openTestServer();
});
afterEach(() => site.dispose());

const answerOf = (reply: HttpReply) => JSON.parse(reply.text) as SignInAnswer | SessionAnswer;

describe("the sign-in link", () => {
  it("is exchanged for an HttpOnly, SameSite=Strict cookie and keys for the page", async () => {
    const reply = await site.askToSignIn({ token: tokenOf(site.server.link()) });
    expect(reply.status).toBe(200);
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(reply.headers["set-cookie"]).toEqual([
      expect.stringMatching(
        new RegExp(`^facet-${site.server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ]);
    const secret = expect.stringMatching(/^[\w-]{43}$/) as unknown;
    expect(answerOf(reply)).toEqual({
      type: "signed-in",
      deviceId: expect.any(String) as unknown,
      pageKey: secret,
      mediaKey: secret,
    });
  });

  it("shows the sign-in page, which exchanges it; opening the address alone uses nothing up", async () => {
    const link = site.server.link();
    for (const method of ["GET", "HEAD", "GET"]) {
      const reply = await site.ask(pathOf(link), {}, method);
      expect(reply.status).toBe(200);
      expect(reply.headers["set-cookie"]).toBeUndefined();
      if (method === "GET") expect(reply.text).toContain("Sign in");
    }
    expect((await site.askToSignIn({ token: tokenOf(link) })).status).toBe(200);
    expect(site.shownLinks).toEqual([]);
  });

  it("admits one browser, once", async () => {
    const token = tokenOf(site.server.link());
    expect((await site.askToSignIn({ token })).status).toBe(200);
    const again = await site.askToSignIn({ token });
    expect(again.status).toBe(401);
    expect(again.headers["set-cookie"]).toBeUndefined();
    expect(answerOf(again)).toEqual({ type: "link-used" });
    expect(site.shownLinks).toHaveLength(1);
  });

  it("is exchanged only for our own page", async () => {
    const token = tokenOf(site.server.link());
    for (const origin of ["http://evil.test", "null", `http://localhost:${site.server.port}`, ""])
      expect((await site.askToSignIn({ token }, { Origin: origin })).status, origin).toBe(403);
    expect((await site.askToSignIn({ token }, { Host: "evil.test" })).status).toBe(403);
    expect((await site.askToSignIn({ token })).status).toBe(200);
  });

  it.each([
    ["no JSON", Buffer.from("{")],
    ["no token", Buffer.from("{}")],
    ["more than a token", Buffer.from(JSON.stringify({ token: "a", more: 1 }))],
    ["a token that is no text", Buffer.from(JSON.stringify({ token: {} }))],
    ["megabytes", Buffer.alloc(3_000_000, "a")],
  ])("is not taken from %s", async (_, body) => {
    const reply = await site.ask("/sign-in", { Origin: site.server.url }, "POST", body);
    expect(reply.status).toBe(400);
  });

  it("has 256 random bits and differs each time", () => {
    const tokens = Array.from({ length: 50 }, () => tokenOf(site.server.link()));
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });
});

describe("strangers", () => {
  it("are told of once, however many pages they ask for, and use up none of the user's links", async () => {
    const link = site.server.link();
    for (let visit = 0; visit < 40; visit += 1) {
      await site.ask("/");
      await site.askToSignIn({ token: `guess ${visit}` });
    }
    expect(site.shownLinks).toHaveLength(1);
    expect((await site.askToSignIn({ token: tokenOf(link) })).status).toBe(200);
  });

  it("are told of again after the link that was shown has been used, for the user's next browser", async () => {
    await site.ask("/");
    await site.askToSignIn({ token: tokenOf(site.shownLinks[0] ?? "") });
    await site.ask("/");
    await site.ask("/");
    expect(site.shownLinks).toHaveLength(2);
  });
});

describe("the state of a session", () => {
  const state = async (headers: Record<string, string>) => answerOf(await site.ask("/session", headers));

  it("is signed in for cookie and key together", async () => {
    const { cookie, bearer, mediaKey } = await site.signIn();
    const signedIn = { isSignedIn: true, takesPassword: false };
    const signedOut = { isSignedIn: false, takesPassword: false };
    expect(await state({ Cookie: cookie, Authorization: bearer })).toEqual(signedIn);
    expect(await state({ Cookie: cookie })).toEqual(signedOut);
    expect(await state({ Cookie: cookie, Authorization: `Bearer ${mediaKey}` })).toEqual(signedOut);
    expect(await state({ Authorization: bearer })).toEqual(signedOut);
    expect(await state({})).toEqual(signedOut);
  });

  it("is found out by the sign-in page when another site's link withheld the cookie", async () => {
    const reply = await site.ask("/", { "Sec-Fetch-Site": "cross-site" });
    expect(reply.status).toBe(200);
    expect(reply.text).toContain("Sign in");
    expect(site.shownLinks).toEqual([]);
  });
});

describe("a browser without a session", () => {
  it("receives neither the page nor anything else that is private", async () => {
    for (const path of [
      "/",
      "/index.html",
      "/sign-in.html",
      "/media/1a2b",
      "/export/chat",
      "/nothing.js",
      "/assets",
      "/assets/",
    ]) {
      const reply = await site.ask(path);
      expect(reply.status, path).toBe(401);
      expect(reply.text, path).not.toContain("The app");
    }
    for (const path of ["/../outside.json", "/%2e%2e/outside.json", "/.hidden.json", "//outside.json"]) {
      expect((await site.ask(path)).status, path).toBe(401);
    }
    expect((await site.ask("/", { Cookie: `facet-${site.server.port}=guess` })).status).toBe(401);
    expect((await site.ask("/", { Cookie: `facet-${site.server.port}=` })).status).toBe(401);
  });

  it("receives the page's scripts with the same headers as with a session, but only for the server's own name", async () => {
    const path = "/assets/app-1a2b.js";
    const reply = await site.ask(path);
    expect(reply.status).toBe(200);
    const signedIn = await site.ask(path, { Cookie: (await site.signIn()).cookie });
    const withoutDate = ({ date: _, ...headers }: typeof reply.headers) => headers;
    expect(withoutDate(reply.headers)).toEqual(withoutDate(signedIn.headers));
    expect(reply.headers["content-security-policy"]).toContain("script-src 'self'");
    expect(reply.headers["cross-origin-resource-policy"]).toBe("same-origin");
    expect(reply.headers["set-cookie"]).toBeUndefined();
    expect(site.shownLinks).toEqual([]);
    expect((await site.ask(path, { Host: "evil.test" })).status).toBe(403);
    expect((await site.ask(path, {}, "POST")).status).toBe(405);
  });

  it("loads the rest of an open page after the server was restarted", async () => {
    const { cookie } = await site.signIn();
    const folder = join(site.folder, "page");
    const { port } = site.server;
    await site.server.close();
    const restarted = await openTestServer({ port, pageFolder: folder });
    try {
      expect((await site.ask("/", { Cookie: cookie })).status).toBe(401);
      expect((await site.ask("/assets/app-1a2b.js", { Cookie: cookie })).text).toBe("export {};");
    } finally {
      await restarted.dispose();
    }
  });
});

describe("a browser with a session", () => {
  it("receives the page, also after a reload", async () => {
    const { cookie } = await site.signIn();
    for (let visit = 0; visit < 2; visit += 1) {
      const reply = await site.ask("/", { Cookie: `other=1; ${cookie}; more=2` });
      expect(reply.status).toBe(200);
      expect(reply.text).toContain("The app");
      expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(reply.headers["cache-control"]).toBe("no-store");
    }
  });

  it("receives the page with a policy that allows only its own files", async () => {
    const { headers } = await site.ask("/", { Cookie: (await site.signIn()).cookie });
    const policy = new Map(
      (headers["content-security-policy"] as string).split("; ").map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources.join(" ")];
      }),
    );
    expect(policy.get("default-src")).toBe("'none'");
    expect(policy.get("script-src")).toBe("'self'");
    expect(policy.get("style-src")).toBe("'self'");
    expect(policy.get("connect-src")).toBe(`'self' ws://127.0.0.1:${site.server.port}`);
    for (const name of ["frame-ancestors", "base-uri", "form-action"])
      expect(policy.get(name)).toBe("'none'");
    expect([...policy.values()].join(" ")).not.toMatch(/unsafe|\*|https?:/);
  });

  it("may cache files whose name contains their hash", async () => {
    const reply = await site.ask("/assets/app-1a2b.js", { Cookie: (await site.signIn()).cookie });
    expect(reply.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(reply.headers["cache-control"]).toContain("immutable");
  });

  it("receives scripts with the page's policy, which applies to workers", async () => {
    const reply = await site.ask("/assets/app-1a2b.js", { Cookie: (await site.signIn()).cookie });
    expect(reply.headers["content-security-policy"]).toContain("script-src 'self'");
  });

  it.each([
    "/../outside.json",
    "/assets/../../outside.json",
    "/%2e%2e/outside.json",
    "/..%2foutside.json",
    "/assets/..%2f..%2foutside.json",
    "/..\\outside.json",
    "/%5c..%5coutside.json",
    "//outside.json",
    "/.hidden.json",
    "/assets",
    "/index.html%00.js",
    "/nothing.js",
  ])("receives 404 for %s", async (path) => {
    const reply = await site.ask(path, { Cookie: (await site.signIn()).cookie });
    expect(reply.status).toBe(404);
    expect(reply.text).not.toContain("outside");
  });

  it("may only send GET and HEAD requests", async () => {
    const { cookie } = await site.signIn();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      expect((await site.ask("/", { Cookie: cookie }, method)).status).toBe(405);
    }
  });
});

describe("every response", () => {
  it("forbids sniffing, referrers, embedding and all devices except the microphone", async () => {
    const { cookie } = await site.signIn();
    const replies = [
      await site.ask("/", { Cookie: cookie }),
      await site.ask("/"),
      await site.ask("/x", { Host: "evil.test" }),
    ];
    for (const { headers } of replies) {
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["referrer-policy"]).toBe("no-referrer");
      expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
      expect(headers["cross-origin-resource-policy"]).toBe("same-origin");
      expect(headers["permissions-policy"]).toContain("microphone=(self)");
      expect(headers["permissions-policy"]).toContain("camera=()");
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it("is 403 for a Host header that is not the server's", async () => {
    const { cookie } = await site.signIn();
    for (const host of [
      "evil.test",
      `evil.test:${site.server.port}`,
      "127.0.0.1",
      `127.0.0.1:${site.server.port + 1}`,
    ]) {
      expect((await site.ask("/", { Cookie: cookie, Host: host })).status, host).toBe(403);
    }
    for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"]) {
      expect(
        (await site.ask("/", { Cookie: cookie, Host: `${host}:${site.server.port}` })).status,
        host,
      ).toBe(200);
    }
  });

  it("is sent even when the request is not valid HTTP", async () => {
    const socket = connect(site.server.port, "127.0.0.1");
    socket.write("\x16\x03\x01 nonsense\r\n\r\n");
    const [data] = (await once(socket, "data")) as [Buffer];
    expect(data.toString("latin1")).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
    expect((await site.ask("/")).status).toBe(401);
  });
});

/** An address of this computer that is not loopback: what a device on the network uses. */
const ownAddress = ownAddresses().find((address) => !address.includes(":"));

describe.skipIf(ownAddress === undefined)("a device on the network", () => {
  const password = "correct horse";
  let urlOfDevice: string;
  /** Asks as the device: the request comes from, and goes to, the address on the network. */
  const asDevice = (path: string, init: RequestInit = {}) => fetch(urlOfDevice + path, init);
  const signIn = (body: object, headers: Record<string, string> = {}) =>
    asDevice("/sign-in", {
      method: "POST",
      headers: { Origin: urlOfDevice, ...headers },
      body: JSON.stringify(body),
    });

  beforeEach(async () => {
    urlOfDevice = `http://${ownAddress ?? ""}:${site.server.port}`;
    await site.access.setPassword(password);
    site.access.attach({
      state: () => site.server.network(),
      open: () => site.server.move("0.0.0.0"),
      close: () => site.server.move("127.0.0.1"),
    });
  });

  it("reaches Facet only while the user has opened it to the network", async () => {
    expect(site.access.state.network).toEqual({ type: "closed" });
    await expect(asDevice("/")).rejects.toThrow();
    const cookie = { Cookie: (await site.signIn()).cookie };
    await site.access.setNetwork(true);
    expect(site.access.state.network).toMatchObject({
      urls: expect.arrayContaining([urlOfDevice]) as unknown,
    });
    expect((await asDevice("/")).status).toBe(401);
    // The browser on this computer is not disturbed.
    expect((await site.ask("/", cookie)).status).toBe(200);
    await site.access.setNetwork(false);
    await expect(asDevice("/")).rejects.toThrow();
    expect((await site.ask("/", cookie)).status).toBe(200);
  });

  it("loses the connection that it had when the network is closed", async () => {
    await site.access.setNetwork(true);
    const socket = connect(site.server.port, ownAddress ?? "");
    socket.on("error", () => undefined);
    socket.write(`GET /session HTTP/1.1\r\nHost: ${new URL(urlOfDevice).host}\r\n\r\n`);
    await once(socket, "data");
    const closed = once(socket, "close");
    await site.access.setNetwork(false);
    await closed;
  });

  it("signs in with the password, and stays signed in when the process restarts", async () => {
    await site.access.setNetwork(true);
    expect((await signIn({ password: "guess" })).status).toBe(401);
    const answer = await signIn({ password });
    expect(answer.headers.get("set-cookie")).toMatch(/HttpOnly; SameSite=Strict; Max-Age=\d+$/);
    expect(await answer.json()).toMatchObject({ type: "signed-in" });
    expect(site.access.sessions.stored()).toHaveLength(1);
  });

  it("has to wait after five wrong passwords, and is told how long", async () => {
    await site.access.setNetwork(true);
    const statuses: number[] = [];
    for (let attempt = 0; attempt < 10; attempt += 1)
      statuses.push((await signIn({ password: "guess" })).status);
    expect(statuses).toEqual([...Array<number>(5).fill(401), ...Array<number>(5).fill(429)]);
    const answer = await signIn({ password });
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(20);
    expect(answer.headers.get("set-cookie")).toBeNull();
    // A browser on this computer has another address.
    expect((await site.askToSignIn({ password })).status).toBe(200);
  });

  it("may not sign in for another site's page", async () => {
    await site.access.setNetwork(true);
    expect((await signIn({ password }, { Origin: "http://evil.test" })).status).toBe(403);
  });
});
