import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { socketProtocols, type ServerFrame } from "../../shared/ipc/bridge.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import { heartbeatMs, openTestServer, type TestServer } from "../../tests/fixtures/test-server.ts";
import { closeCodes } from "./socket-endpoint.ts";

let site: TestServer;
beforeEach(async () => {
  site = await openTestServer();
});
afterEach(() => site.dispose());

function webSocket(headers: Record<string, string>, path = "/ws", options: ClientOptions = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${site.server.port}${path}`, { ...options, headers });
}

/** The status with which an upgrade is rejected. */
async function refusal(socket: WebSocket): Promise<number | undefined> {
  socket.on("error", () => undefined);
  const [, response] = (await once(socket, "unexpected-response")) as [unknown, { statusCode?: number }];
  socket.terminate();
  return response.statusCode;
}

async function enter(options: ClientOptions = {}): Promise<WebSocket> {
  const socket = webSocket({ Cookie: await site.signIn(), Origin: site.server.url }, "/ws", options);
  await once(socket, "open");
  return socket;
}

async function nextFrame(socket: WebSocket): Promise<ServerFrame> {
  const [data] = (await once(socket, "message")) as [Buffer];
  return JSON.parse(data.toString("utf8")) as ServerFrame;
}

describe("the WebSocket", () => {
  it("accepts our own page with its cookie and nothing else", async () => {
    const cookie = await site.signIn();
    const port = site.server.port;
    expect(await refusal(webSocket({ Origin: site.server.url }))).toBe(401);
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
    expect(await refusal(webSocket({ Cookie: cookie, Origin: site.server.url }, "/other"))).toBe(404);
    const socket = await enter();
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.terminate();
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
    const ours = { Cookie: await site.signIn(), Origin: site.server.url };
    const known = new WebSocket(`ws://127.0.0.1:${site.server.port}/ws`, offered, { headers: ours });
    await once(known, "open");
    expect(known.protocol).toBe(socketProtocols.open);
    known.terminate();
  });

  it("answers requests by their id and sends events to every page", async () => {
    const [first, second] = [await enter(), await enter()];
    first.send(JSON.stringify({ id: 7, route: "app.snapshot", input: { a: 1 } }));
    expect(await nextFrame(first)).toEqual({
      id: 7,
      result: { ok: true, value: { name: "app.snapshot", input: { a: 1 } } },
    });
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
});
