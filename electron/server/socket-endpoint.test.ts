import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { socketProtocols, type ServerFrame } from "../../shared/ipc/bridge.ts";
import { keyProtocolPrefix } from "../../shared/ipc/sign-in.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import {
  heartbeatMs,
  openTestServer,
  type TestBrowser,
  type TestServer,
} from "../../tests/fixtures/test-server.ts";
import { closeCodes } from "./socket-endpoint.ts";

let site: TestServer;
beforeEach(async () => {
  site = await openTestServer();
});
afterEach(() => site.dispose());

/** Connects as a page does, with all that `headers` does not replace. */
function webSocket(
  { cookie, pageKey }: Pick<TestBrowser, "cookie" | "pageKey">,
  headers: Record<string, string> = {},
  { path = "/ws", ...options }: ClientOptions & { readonly path?: string } = {},
): WebSocket {
  const protocols = [socketProtocols.open, ...(pageKey === "" ? [] : [keyProtocolPrefix + pageKey])];
  return new WebSocket(`ws://127.0.0.1:${site.server.port}${path}`, protocols, {
    ...options,
    headers: { Origin: site.server.url, Cookie: cookie, ...headers },
  });
}

/** The status with which an upgrade is rejected. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode?: number }];
  socket.terminate();
  return response.statusCode;
}

async function enter(options: ClientOptions = {}): Promise<WebSocket> {
  const socket = webSocket(await site.signIn(), {}, options);
  await once(socket, "open");
  return socket;
}

async function nextFrame(socket: WebSocket): Promise<ServerFrame> {
  const [data] = (await once(socket, "message")) as [Buffer];
  return JSON.parse(data.toString("utf8")) as ServerFrame;
}

/** The next frames, in the order of their arrival. */
function frames(socket: WebSocket, count: number): Promise<readonly ServerFrame[]> {
  return new Promise((done) => {
    const heard: ServerFrame[] = [];
    socket.on("message", (data: Buffer) => {
      heard.push(JSON.parse(data.toString("utf8")) as ServerFrame);
      if (heard.length === count) done(heard);
    });
  });
}

describe("the WebSocket", () => {
  it("accepts our own page with its cookie and nothing else", async () => {
    const browser = await site.signIn();
    const port = site.server.port;
    const refused = (headers: Record<string, string>, path = "/ws") =>
      refusal(webSocket(browser, headers, { path }));
    expect(await refused({ Cookie: "" })).toBe(401);
    expect(await refused({ Origin: "http://evil.test" })).toBe(403);
    expect(await refused({ Origin: "null" })).toBe(403);
    expect(await refused({ Origin: `https://127.0.0.1:${port}` })).toBe(403);
    expect(await refused({ Origin: `http://localhost:${port}` })).toBe(403);
    expect(await refused({ Origin: `http://evil.test:${port}`, Host: `evil.test:${port}` })).toBe(403);
    expect(await refused({}, "/other")).toBe(404);
    const socket = await enter();
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it("refuses the cookie without the page's key, which a server on another port never receives", async () => {
    const [browser, other] = [await site.signIn(), await site.signIn()];
    for (const pageKey of ["", "guess", other.pageKey, browser.mediaKey, browser.cookie.split("=")[1] ?? ""])
      expect(await refusal(webSocket({ ...browser, pageKey }))).toBe(401);
  });

  it("closes a page without a session with code 4001, and only if the page is ours", async () => {
    const offered = Object.values(socketProtocols);
    const stranger = new WebSocket(`ws://127.0.0.1:${site.server.port}/ws`, offered, {
      origin: site.server.url,
    });
    const heard: unknown[] = [];
    stranger.on("message", (data) => heard.push(data));
    stranger.on("open", () => {
      stranger.send(JSON.stringify({ id: 1, route: "app.snapshot", input: {} }));
      site.sockets.publish({ event: "conversation.deleted", data: { conversationId: "c", deletedAtMs: 1 } });
    });
    const [code] = (await once(stranger, "close")) as [number];
    expect(code).toBe(closeCodes.noSession);
    expect(stranger.protocol).toBe(socketProtocols.refused);
    expect(heard).toEqual([]);

    const elsewhere = new WebSocket(`ws://127.0.0.1:${site.server.port}/ws`, offered, {
      origin: "http://evil.test",
    });
    expect(await refusal(elsewhere)).toBe(403);
    const known = webSocket(await site.signIn());
    await once(known, "open");
    expect(known.protocol).toBe(socketProtocols.open);
    known.terminate();
  });

  it("answers requests by their id and sends events to every page", async () => {
    const [first, second] = [await enter(), await enter()];
    first.send(JSON.stringify({ id: 7, route: "chat.stop", input: { a: 1 } }));
    expect(await nextFrame(first)).toEqual({
      id: 7,
      result: { ok: true, value: { name: "chat.stop", input: { a: 1 } } },
    });
    first.send(JSON.stringify({ id: 8, route: "app.snapshot", input: {} }));
    expect(await nextFrame(first), "a browser is not the desktop's window").toMatchObject({
      id: 8,
      result: { ok: true, value: { host: "browser", desktop: null } },
    });
    first.send(JSON.stringify({ id: 9, route: "desktop.takeOpened", input: {} }));
    expect(await nextFrame(first)).toMatchObject({ id: 9, result: { ok: false } });
    const event: EventMessage = {
      event: "conversation.deleted",
      data: { conversationId: "c", deletedAtMs: 1 },
    };
    const heard = Promise.all([nextFrame(first), nextFrame(second)]);
    site.sockets.publish(event);
    expect(await heard).toEqual([event, event]);
    first.terminate();
    second.terminate();
  });

  it.each([
    ["text that is not JSON", "{"],
    ["a frame without an id", JSON.stringify({ route: "app.snapshot", input: {} })],
    ["a route that is not a string", JSON.stringify({ id: 1, route: {}, input: {} })],
    ["an unknown property", JSON.stringify({ id: 1, route: "app.snapshot", input: {}, more: 1 })],
  ])("closes a connection that sends %s", async (_what, text) => {
    const socket = await enter();
    socket.send(text);
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(closeCodes.invalidFrame);
  });

  it("closes a connection that sends binary data", async () => {
    const socket = await enter();
    socket.send(Buffer.from([1, 2, 3]));
    const [code] = (await once(socket, "close")) as [number];
    expect(code).toBe(closeCodes.notJson);
  });

  it("closes a connection that exceeds the maximum message size", async () => {
    const socket = await enter();
    socket.on("error", () => undefined);
    socket.send(`"${"x".repeat(33 * 1024 * 1024)}"`);
    const [code] = (await once(socket, "close")) as [number];
    expect([1006, 1009]).toContain(code);
  });

  it("delivers events longer than all that may wait, also right after one another, to a page that reads", async () => {
    const socket = await enter();
    const event: EventMessage = {
      event: "conversation.deleted",
      data: { conversationId: "\u00e9".repeat(5_000_000), deletedAtMs: 1 },
    };
    const heard = frames(socket, 2);
    site.sockets.publish(event);
    site.sockets.publish(event);
    expect(await heard).toEqual([event, event]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it("delivers an answer longer than all that may wait, and the events behind it", async () => {
    const long = "x".repeat(20_000_000);
    await site.dispose();
    site = await openTestServer({
      answer: async (_name, input) => {
        // Published while the answers are being sent.
        if (input === "last")
          setImmediate(() => {
            for (let index = 0; index < 4; index += 1)
              site.sockets.publish({
                event: "conversation.deleted",
                data: { conversationId: "c".repeat(60_000), deletedAtMs: 1 },
              });
          });
        return { ok: true, value: long };
      },
    });
    const socket = await enter();
    const heard = frames(socket, 6);
    socket.send(JSON.stringify({ id: 1, route: "app.snapshot", input: {} }));
    socket.send(JSON.stringify({ id: 2, route: "app.snapshot", input: "last" }));
    const answers = (await heard).filter((frame) => "id" in frame);
    expect(answers).toEqual([1, 2].map((id) => ({ id, result: { ok: true, value: long } })));
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
  });

  it("sends pings between the pieces of a long message", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    site = await openTestServer();
    const socket = await enter();
    const order: string[] = [];
    socket.on("ping", () => order.push("ping"));
    const heard = frames(socket, 1).then(() => order.push("message"));
    site.sockets.publish({
      event: "conversation.deleted",
      data: { conversationId: "c".repeat(30_000_000), deletedAtMs: 1 },
    });
    vi.advanceTimersByTime(heartbeatMs);
    await heard;
    expect(order).toEqual(["ping", "message"]);
    socket.terminate();
  });

  it("keeps a page that answers no ping because it is sending a long request", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    site = await openTestServer();
    const socket = await enter({ autoPong: false });
    const request = JSON.stringify({ id: 1, route: "app.snapshot", input: "x".repeat(2_000_000) });
    const heard = frames(socket, 1);
    for (let beat = 0; beat < 3; beat += 1) {
      const pinged = once(socket, "ping");
      const piece = request.slice(beat * 1_000_000, (beat + 1) * 1_000_000);
      await new Promise((done) => socket.send(piece, { fin: beat === 2 }, done));
      // The host answers a ping after it has received the piece before it.
      const received = once(socket, "pong");
      socket.ping();
      await received;
      vi.advanceTimersByTime(heartbeatMs);
      await pinged;
    }
    expect(await heard).toMatchObject([{ id: 1 }]);
    socket.terminate();
  });

  it("closes the connection of a page that falls too far behind", async () => {
    const socket = await enter();
    socket.pause();
    const event: EventMessage = {
      event: "conversation.deleted",
      data: { conversationId: "c".repeat(60_000), deletedAtMs: 1 },
    };
    // More than the limit and all buffers of the system together.
    for (let index = 0; index < 400; index += 1) {
      site.sockets.publish(event);
      await new Promise((done) => setImmediate(done));
    }
    let received = 0;
    socket.on("message", () => (received += 1));
    const closed = once(socket, "close");
    socket.resume();
    await closed;
    expect(received).toBeLessThan(400);
  });

  it("closes the connection of a page that answers no pings, and keeps one that does", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    onTestFinished(() => void vi.useRealTimers());
    site = await openTestServer();
    const [lively, silent] = [await enter(), await enter({ autoPong: false })];
    const pinged = Promise.all([once(lively, "ping"), once(silent, "ping")]);
    vi.advanceTimersByTime(heartbeatMs);
    await pinged;
    // The answer to a request arrives after the pong before it was read.
    lively.send(JSON.stringify({ id: 1, route: "app.snapshot", input: {} }));
    await nextFrame(lively);
    const closed = once(silent, "close");
    vi.advanceTimersByTime(heartbeatMs);
    await closed;
    expect(lively.readyState).toBe(WebSocket.OPEN);
    lively.terminate();
  });

  it("closes with code 1001 when the server shuts down", async () => {
    const socket = await enter();
    const closed = once(socket, "close") as Promise<[number]>;
    await site.server.close();
    expect([closeCodes.goingAway, 1006]).toContain((await closed)[0]);
    await expect(site.ask("/")).rejects.toThrow();
  });

  it("of a device that is signed out is closed with code 4001, and no other", async () => {
    const [lost, kept] = [await site.signIn(), await site.signIn()];
    const [first, second] = [webSocket(lost), webSocket(kept)];
    await Promise.all([once(first, "open"), once(second, "open")]);
    const closed = once(first, "close") as Promise<[number]>;
    await site.access.signOut(lost.deviceId);
    expect((await closed)[0]).toBe(closeCodes.noSession);
    expect(await refusal(webSocket(lost))).toBe(401);
    second.send(JSON.stringify({ id: 1, route: "app.snapshot", input: {} }));
    expect(await nextFrame(second)).toMatchObject({ id: 1 });
    second.terminate();
  });
});
