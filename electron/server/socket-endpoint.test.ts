import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { WebSocket, type ClientOptions } from "ws";
import { socketProtocols, type ServerFrame } from "../../shared/ipc/bridge.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import { openTestServer, type TestServer } from "../../tests/fixtures/test-server.ts";
import { closeCodes } from "./socket-endpoint.ts";

let site: TestServer;
beforeEach(async () => {
  site = await openTestServer();
});
afterEach(() => site.dispose());

function webSocket(headers: Record<string, string>, path = "/ws", options: ClientOptions = {}): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${site.server.port}${path}`, { ...options, headers });
}

/** The status with which an upgrade is refused. */
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
  it("opens for our own page with its cookie, and for nobody else", async () => {
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

  it("tells our own page that its session is over, and nothing else", async () => {
    const offered = Object.values(socketProtocols);
    const stranger = new WebSocket(`ws://127.0.0.1:${site.server.port}/ws`, offered, {
      origin: site.server.url,
    });
    const heard: unknown[] = [];
    stranger.on("message", (data) => heard.push(data));
    stranger.on("open", () => {
      stranger.send(JSON.stringify({ id: 1, route: "app.snapshot", input: {} }));
      site.door.publish({ event: "conversation.deleted", data: { conversationId: "c" } });
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

  it("answers requests by their number and tells every page of events", async () => {
    const [first, second] = [await enter(), await enter()];
    first.send(JSON.stringify({ id: 7, route: "app.snapshot", input: { a: 1 } }));
    expect(await nextFrame(first)).toEqual({
      id: 7,
      result: { ok: true, value: { name: "app.snapshot", input: { a: 1 } } },
    });
    const event: EventMessage = { event: "conversation.deleted", data: { conversationId: "c" } };
    const heard = Promise.all([nextFrame(first), nextFrame(second)]);
    site.door.publish(event);
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
      site.door.publish(event);
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
    await site.server.close();
    expect([closeCodes.goingAway, 1006]).toContain((await closed)[0]);
    await expect(site.ask("/")).rejects.toThrow();
  });
});
