import { once } from "node:events";
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { socketProtocols, type ServerFrame } from "../../shared/ipc/bridge.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import { MediaStore } from "../media/media-store.ts";
import { pageFiles } from "../page/page-files.ts";
import { startServer, type RunningServer } from "./http-server.ts";
import { linkOfRunningInstance } from "./running-instance.ts";
import { closeCodes, openSocketDoor, type SocketDoor } from "./socket-door.ts";

interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let folder: string;
let server: RunningServer;
let door: SocketDoor;
let strangers: number;
const linkSecret = "a secret of the data folder";

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "facet-server-"));
  await mkdir(join(folder, "page/assets"), { recursive: true });
  await mkdir(join(folder, "media"));
  await writeFile(join(folder, "page/index.html"), "<!doctype html><title>The app</title>");
  await writeFile(join(folder, "page/assets/app-1a2b.js"), "export {};");
  await writeFile(join(folder, "page/.hidden.json"), "{}");
  await writeFile(join(folder, "outside.json"), `"outside"`);
  strangers = 0;
  door = openSocketDoor(async (name, input) => ({ ok: true, value: { name, input } }), {
    maxEventBytes: 256 * 1024,
    heartbeatMs: 100,
  });
  server = await startServer({
    host: "127.0.0.1",
    port: 0,
    findPageFile: pageFiles(join(folder, "page")),
    media: new MediaStore(join(folder, "media")),
    readExport: () => null,
    door,
    onStranger: () => (strangers += 1),
    linkSecret,
  });
});

afterEach(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

/** Unlike fetch, sends whatever Host, Origin and path it is told to. */
function ask(path: string, headers: OutgoingHttpHeaders = {}, method = "GET"): Promise<Reply> {
  return new Promise((done, failed) => {
    const request = httpRequest(
      { host: "127.0.0.1", port: server.port, path, method, headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () =>
          done({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString("utf8"),
          }),
        );
      },
    );
    request.on("error", failed);
    request.end();
  });
}

function pathOf(link: string): string {
  const url = new URL(link);
  return url.pathname + url.search;
}

async function signIn(): Promise<string> {
  const reply = await ask(pathOf(server.link()));
  const cookie = reply.headers["set-cookie"]?.[0]?.split(";")[0];
  if (cookie === undefined) throw new Error("no cookie");
  return cookie;
}

function webSocket(headers: Record<string, string>, path = "/ws", options: ClientOptions = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${server.port}${path}`, { ...options, headers });
}

/** The status with which an upgrade is refused. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode?: number }];
  socket.terminate();
  return response.statusCode;
}

async function enter(options: ClientOptions = {}): Promise<WebSocket> {
  const socket = webSocket({ Cookie: await signIn(), Origin: server.url }, "/ws", options);
  await once(socket, "open");
  return socket;
}

async function nextFrame(socket: WebSocket): Promise<ServerFrame> {
  const [data] = (await once(socket, "message")) as [Buffer];
  return JSON.parse(data.toString("utf8")) as ServerFrame;
}

describe("a link", () => {
  it("is exchanged for a cookie that scripts can not read and other sites can not use", async () => {
    const reply = await ask(pathOf(server.link()));
    expect(reply.status).toBe(303);
    expect(reply.headers.location).toBe("/");
    expect(reply.headers["cache-control"]).toBe("no-store");
    expect(reply.headers["set-cookie"]).toEqual([
      expect.stringMatching(
        new RegExp(`^facet-${server.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
      ),
    ]);
  });

  it("lets one browser in, once", async () => {
    const path = pathOf(server.link());
    expect((await ask(path)).status).toBe(303);
    const again = await ask(path);
    expect(again.status).toBe(401);
    expect(again.headers["set-cookie"]).toBeUndefined();
    expect(again.body).toContain("new one is in the terminal");
    expect(again.body).toContain("终端");
    expect(strangers).toBe(1);
  });

  it("takes a browser that is already in to the app, used or not", async () => {
    const path = pathOf(server.link());
    const cookie = await signIn();
    expect((await ask(path, { Cookie: cookie })).headers.location).toBe("/");
    expect((await ask("/?token=stale", { Cookie: cookie })).headers.location).toBe("/");
    // It was not used up.
    expect((await ask(path)).headers["set-cookie"]).toHaveLength(1);
  });

  it("works when it is followed from another site, where the cookie is withheld", async () => {
    const abroad = { "Sec-Fetch-Site": "cross-site" };
    const reply = await ask(pathOf(server.link()), abroad);
    expect(reply.status).toBe(200);
    expect(reply.headers["set-cookie"]).toHaveLength(1);
    expect(reply.body).toContain(`http-equiv="refresh"`);
    expect((await ask("/?token=stale", abroad)).body).toContain(`http-equiv="refresh"`);
    expect((await ask("/", abroad)).body).toContain(`http-equiv="refresh"`);
    // From our own page the request is same-origin, so this can not go round in circles.
    expect((await ask("/", { "Sec-Fetch-Site": "same-origin" })).status).toBe(401);
  });

  it("is not used up by a HEAD request, as mail and chat programs send them", async () => {
    const path = pathOf(server.link());
    expect((await ask(path, {}, "HEAD")).status).toBe(401);
    expect((await ask(path)).status).toBe(303);
  });

  it("has 256 random bits and is never the same", () => {
    const tokens = Array.from({ length: 50 }, () => new URL(server.link()).searchParams.get("token") ?? "");
    expect(new Set(tokens).size).toBe(50);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
  });
});

describe("a browser without a session", () => {
  it("gets neither page nor files", async () => {
    expect((await ask("/")).status).toBe(401);
    expect((await ask("/assets/app-1a2b.js")).status).toBe(401);
    expect((await ask("/", { Cookie: `facet-${server.port}=guess` })).status).toBe(401);
    expect((await ask("/", { Cookie: `facet-${server.port}=` })).status).toBe(401);
  });
});

describe("a browser with a session", () => {
  it("gets the page, and again after a reload", async () => {
    const cookie = await signIn();
    for (let visit = 0; visit < 2; visit += 1) {
      const reply = await ask("/", { Cookie: `other=1; ${cookie}; more=2` });
      expect(reply.status).toBe(200);
      expect(reply.body).toContain("The app");
      expect(reply.headers["content-type"]).toBe("text/html; charset=utf-8");
      expect(reply.headers["cache-control"]).toBe("no-store");
    }
  });

  it("gets the page under a policy that allows nothing but its own files", async () => {
    const { headers } = await ask("/", { Cookie: await signIn() });
    const policy = new Map(
      (headers["content-security-policy"] as string).split("; ").map((directive) => {
        const [name = "", ...sources] = directive.split(" ");
        return [name, sources.join(" ")];
      }),
    );
    expect(policy.get("default-src")).toBe("'none'");
    expect(policy.get("script-src")).toBe("'self'");
    expect(policy.get("style-src")).toBe("'self'");
    expect(policy.get("connect-src")).toBe(`'self' ws://127.0.0.1:${server.port}`);
    for (const name of ["frame-ancestors", "base-uri", "form-action"])
      expect(policy.get(name)).toBe("'none'");
    expect([...policy.values()].join(" ")).not.toMatch(/unsafe|\*|https?:/);
  });

  it("keeps files whose name carries their hash", async () => {
    const reply = await ask("/assets/app-1a2b.js", { Cookie: await signIn() });
    expect(reply.headers["content-type"]).toBe("text/javascript; charset=utf-8");
    expect(reply.headers["cache-control"]).toContain("immutable");
  });

  it("gets scripts under the page's policy, which a worker takes from its own file", async () => {
    const reply = await ask("/assets/app-1a2b.js", { Cookie: await signIn() });
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
  ])("finds nothing at %s", async (path) => {
    const reply = await ask(path, { Cookie: await signIn() });
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain("outside");
  });

  it("may only read", async () => {
    const cookie = await signIn();
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) {
      expect((await ask("/", { Cookie: cookie }, method)).status).toBe(405);
    }
  });
});

describe("every answer", () => {
  it("forbids sniffing, referrers, embedding and all devices but the microphone", async () => {
    const cookie = await signIn();
    const replies = [
      await ask("/", { Cookie: cookie }),
      await ask("/"),
      await ask("/x", { Host: "evil.test" }),
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

  it("is a refusal under a name that is not ours", async () => {
    const cookie = await signIn();
    for (const host of [
      "evil.test",
      `evil.test:${server.port}`,
      "127.0.0.1",
      `127.0.0.1:${server.port + 1}`,
    ]) {
      expect((await ask("/", { Cookie: cookie, Host: host })).status, host).toBe(403);
    }
    for (const host of ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"]) {
      expect((await ask("/", { Cookie: cookie, Host: `${host}:${server.port}` })).status, host).toBe(200);
    }
  });

  it("stays an answer when the request is no HTTP at all", async () => {
    const socket = connect(server.port, "127.0.0.1");
    socket.write("\x16\x03\x01 nonsense\r\n\r\n");
    const [data] = (await once(socket, "data")) as [Buffer];
    expect(data.toString("latin1")).toMatch(/^HTTP\/1\.1 400/);
    socket.destroy();
    expect((await ask("/")).status).toBe(401);
  });
});

describe("the WebSocket", () => {
  it("opens for our own page with its cookie, and for nobody else", async () => {
    const cookie = await signIn();
    const port = server.port;
    expect(await refusal(webSocket({ Origin: server.url }))).toBe(401);
    expect(await refusal(webSocket({ Cookie: cookie }))).toBe(403);
    expect(await refusal(webSocket({ Cookie: cookie, Origin: "http://evil.test" }))).toBe(403);
    expect(await refusal(webSocket({ Cookie: cookie, Origin: "null" }))).toBe(403);
    expect(await refusal(webSocket({ Cookie: cookie, Origin: `https://127.0.0.1:${port}` }))).toBe(403);
    expect(await refusal(webSocket({ Cookie: cookie, Origin: `http://localhost:${port}` }))).toBe(403);
    expect(
      await refusal(
        webSocket({ Cookie: cookie, Origin: `http://evil.test:${port}`, Host: `evil.test:${port}` }),
      ),
    ).toBe(403);
    expect(await refusal(webSocket({ Cookie: cookie, Origin: server.url }, "/other"))).toBe(404);
    const socket = await enter();
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it("tells our own page that its session is over, and nothing else", async () => {
    const offered = Object.values(socketProtocols);
    const stranger = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, offered, { origin: server.url });
    const heard: unknown[] = [];
    stranger.on("message", (data) => heard.push(data));
    stranger.on("open", () => {
      stranger.send(JSON.stringify({ id: 1, route: "app.snapshot", input: {} }));
      door.publish({ event: "conversation.deleted", data: { conversationId: "c" } });
    });
    const [code] = (await once(stranger, "close")) as [number];
    expect(code).toBe(closeCodes.noSession);
    expect(stranger.protocol).toBe(socketProtocols.refused);
    expect(heard).toEqual([]);

    const elsewhere = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, offered, {
      origin: "http://evil.test",
    });
    expect(await refusal(elsewhere)).toBe(403);
    const ours = { Cookie: await signIn(), Origin: server.url };
    const known = new WebSocket(`ws://127.0.0.1:${server.port}/ws`, offered, { headers: ours });
    await once(known, "open");
    expect(known.protocol).toBe(socketProtocols.open);
    known.terminate();
  });

  it("answers requests by their number and tells every page of events", async () => {
    const [first, second] = [await enter(), await enter()];
    first.send(JSON.stringify({ id: 7, route: "app.snapshot", input: { a: 1 } }));
    expect(await nextFrame(first)).toEqual({
      id: 7,
      result: { ok: true, value: { name: "app.snapshot", input: { a: 1 } } },
    });
    const event: EventMessage = { event: "conversation.deleted", data: { conversationId: "c" } };
    const heard = Promise.all([nextFrame(first), nextFrame(second)]);
    door.publish(event);
    expect(await heard).toEqual([event, event]);
    first.terminate();
    second.terminate();
  });

  it.each([
    ["no JSON", "{"],
    ["no number", JSON.stringify({ route: "app.snapshot", input: {} })],
    ["a route that is no name", JSON.stringify({ id: 1, route: {}, input: {} })],
    ["something more", JSON.stringify({ id: 1, route: "app.snapshot", input: {}, more: 1 })],
  ])("ends a connection that sends %s", async (_what, text) => {
    const socket = await enter();
    socket.send(text);
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(closeCodes.invalidFrame);
  });

  it("ends a connection that sends bytes", async () => {
    const socket = await enter();
    socket.send(Buffer.from([1, 2, 3]));
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(closeCodes.notJson);
  });

  it("ends a connection that sends more than any message holds", async () => {
    const socket = await enter();
    socket.on("error", () => undefined);
    socket.send(`"${"x".repeat(33 * 1024 * 1024)}"`);
    const [code] = (await once(socket, "close")) as [number];
    expect([1006, 1009]).toContain(code);
  });

  it("lets go of a page that falls too far behind, so that nothing grows without bound", async () => {
    const socket = await enter();
    socket.pause();
    const event: EventMessage = {
      event: "conversation.deleted",
      data: { conversationId: "c".repeat(60_000) },
    };
    // Far more than its bound and all the system's buffers together.
    for (let index = 0; index < 400; index += 1) {
      door.publish(event);
      await new Promise((done) => setImmediate(done));
    }
    let received = 0;
    socket.on("message", () => (received += 1));
    const closed = once(socket, "close");
    socket.resume();
    await closed;
    expect(received).toBeLessThan(400);
  });

  it("lets go of a page that answers no pings, and keeps one that does", async () => {
    const [lively, silent] = [await enter(), await enter({ autoPong: false })];
    await once(silent, "close");
    expect(lively.readyState).toBe(WebSocket.OPEN);
    lively.terminate();
  });

  it("says that it goes away when the server does", async () => {
    const socket = await enter();
    const closed = once(socket, "close") as Promise<[number]>;
    await server.close();
    expect([closeCodes.goingAway, 1006]).toContain((await closed)[0]);
    await expect(ask("/")).rejects.toThrow();
  });
});

describe("another process of the same person", () => {
  const leaveNote = (address: { readonly url: string | null; readonly secret: string | null }) =>
    writeFile(join(folder, "instance.json"), JSON.stringify({ pid: process.pid, ...address }));
  const post = (headers: OutgoingHttpHeaders) => ask("/link", headers, "POST");

  it("gets a link with the secret of the data folder", async () => {
    await leaveNote({ url: server.url, secret: linkSecret });
    const link = await linkOfRunningInstance(folder);
    expect(link).not.toBeNull();
    expect((await ask(pathOf(link ?? ""))).status).toBe(303);
  });

  it("gets none without the secret, and no page gets one", async () => {
    expect((await post({})).status).toBe(403);
    expect((await post({ Authorization: "Bearer wrong" })).status).toBe(403);
    const asPage = await post({ Authorization: `Bearer ${linkSecret}`, Origin: server.url });
    expect(asPage.status).toBe(403);
    expect((await post({ Authorization: `Bearer ${linkSecret}`, Host: "evil.test" })).status).toBe(403);
    expect((await post({ Authorization: `Bearer ${linkSecret}` })).status).toBe(200);
  });

  it("is told nothing when the note is missing, damaged or of a process that is gone", async () => {
    expect(await linkOfRunningInstance(folder)).toBeNull();
    await writeFile(join(folder, "instance.json"), "{");
    expect(await linkOfRunningInstance(folder)).toBeNull();
    await writeFile(
      join(folder, "instance.json"),
      JSON.stringify({ url: "http://127.0.0.1:1", secret: "s" }),
    );
    expect(await linkOfRunningInstance(folder)).toBeNull();
    await leaveNote({ url: server.url, secret: "wrong" });
    expect(await linkOfRunningInstance(folder)).toBeNull();
  });
});
