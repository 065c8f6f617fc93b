import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { WebSocketServer, type WebSocket as ServerSocket } from "ws";
import {
  maxOpenRequests,
  maxRequestBytes,
  socketProtocols,
  type ClientFrame,
  type ServerFrame,
} from "../../shared/ipc/bridge.ts";
import type { EventMessage } from "../../shared/ipc/contract.ts";
import { openSocketBridge, type SocketBridge } from "./socket-bridge.ts";

class Host {
  readonly frames: ClientFrame[] = [];
  readonly sockets: ServerSocket[] = [];
  readonly server: WebSocketServer;
  answer: (frame: ClientFrame, socket: ServerSocket) => void = (frame, socket) =>
    send(socket, { id: frame.id, result: { ok: true, value: null } });

  /** A refusing host accepts the connection with another subprotocol and closes it. */
  constructor(port: number, isRefusing = false) {
    const { open, refused } = socketProtocols;
    const handleProtocols = () => (isRefusing ? refused : open);
    this.server = new WebSocketServer({ host: "127.0.0.1", port, handleProtocols });
    this.server.on("connection", (socket) => {
      this.sockets.push(socket);
      if (isRefusing) socket.close(4001);
      socket.on("message", (data: Buffer) => {
        const frame = JSON.parse(data.toString()) as ClientFrame;
        this.frames.push(frame);
        this.answer(frame, socket);
      });
    });
  }

  get connection(): ServerSocket {
    const socket = this.sockets[0];
    if (!socket) throw new Error("no client has connected");
    return socket;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async listening(): Promise<void> {
    if (this.server.address() === null) await new Promise((done) => this.server.once("listening", done));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    await new Promise((done) => this.server.close(done));
  }
}

function send(socket: ServerSocket, frame: ServerFrame): void {
  socket.send(JSON.stringify(frame));
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((done) => setTimeout(done, 5));
}

let host: Host;
let bridge: SocketBridge;

function open(connectTimeoutMs = 5000): SocketBridge {
  bridge = openSocketBridge(`ws://127.0.0.1:${host.port}/ws`, { connectTimeoutMs, retryDelayMs: () => 10 });
  return bridge;
}

beforeEach(async () => {
  host = new Host(0);
  await host.listening();
});

afterEach(async () => {
  bridge.close();
  await host.close();
});

describe("the WebSocket bridge", () => {
  it("sends requests made before it connected, and matches each response to its request", async () => {
    host.answer = (frame, socket) => {
      // Answers the later request first.
      if (host.frames.length < 2) return;
      for (const each of [...host.frames].reverse()) {
        send(socket, { id: each.id, result: { ok: true, value: each.input } as never });
      }
    };
    const first = open().request("chat.stop", { runId: "one" });
    const second = bridge.request("chat.stop", { runId: "two" });
    expect(await first).toEqual({ ok: true, value: { runId: "one" } });
    expect(await second).toEqual({ ok: true, value: { runId: "two" } });
  });

  it("delivers events until the subscription ends", async () => {
    const heard: EventMessage[] = [];
    const stop = open().subscribe((message) => heard.push(message));
    await until(() => host.sockets.length === 1);
    const event: EventMessage = {
      event: "conversation.deleted",
      data: { conversationId: "c", deletedAtMs: 1 },
    };
    send(host.connection, event);
    await until(() => heard.length === 1);
    stop();
    send(host.connection, event);
    await bridge.request("chat.stop", { runId: "r" });
    expect(heard).toEqual([event]);
  });

  it("fails a request whose connection breaks, and does not send it again", async () => {
    host.answer = (_frame, socket) => socket.terminate();
    const answer = await open().request("chat.stop", { runId: "r" });
    expect(answer).toMatchObject({ ok: false, error: { code: "disconnected" } });
    await until(() => host.sockets.length === 2);
    expect(host.frames).toHaveLength(1);
  });

  it("reports a lost and a restored connection, but not the first one", async () => {
    const states: boolean[] = [];
    open().onConnectionChange((isConnected) => states.push(isConnected));
    await bridge.request("chat.stop", { runId: "r" });
    expect(states).toEqual([]);
    host.connection.terminate();
    await until(() => states.length === 2);
    expect(states).toEqual([false, true]);
  });

  it("sends a request made while disconnected after it has reconnected", async () => {
    const states: boolean[] = [];
    open().onConnectionChange((isConnected) => states.push(isConnected));
    await bridge.request("chat.stop", { runId: "before" });
    const { port } = host;
    await host.close();
    await until(() => states.length === 1);
    const waiting = bridge.request("chat.stop", { runId: "meanwhile" });
    host = new Host(port);
    expect(await waiting).toEqual({ ok: true, value: null });
  });

  it("sends a request once that is made by a listener to the restored connection", async () => {
    const asked: Promise<unknown>[] = [];
    open().onConnectionChange((isConnected) => {
      if (isConnected) asked.push(bridge.request("app.snapshot", {}));
    });
    await bridge.request("chat.stop", { runId: "before" });
    host.connection.terminate();
    await until(() => asked.length === 1);
    await Promise.all(asked);
    // The host answers in order, so a second copy would have arrived by now.
    await bridge.request("chat.stop", { runId: "after" });
    expect(host.frames.map(({ route }) => route)).toEqual(["chat.stop", "app.snapshot", "chat.stop"]);
  });

  it("sends each waiting request once, although a listener makes more while they are sent", async () => {
    open().onConnectionChange(() => void bridge.request("app.snapshot", {}));
    await bridge.request("chat.stop", { runId: "before" });
    const { port } = host;
    const lost = new Promise((done) => bridge.onConnectionChange(done));
    await host.close();
    await lost;
    const waiting = [1, 2, 3].map((index) => bridge.request("chat.stop", { runId: `waiting ${index}` }));
    host = new Host(port);
    await Promise.all(waiting);
    await bridge.request("chat.stop", { runId: "after" });
    const ids = host.frames.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)]);
    expect(host.frames.filter(({ route }) => route === "chat.stop")).toHaveLength(4);
  });

  it("holds requests back beyond those that the host accepts at a time", async () => {
    const held: ClientFrame[] = [];
    host.answer = (frame) => held.push(frame);
    open();
    const answers = Array.from({ length: 300 }, () => bridge.request("app.snapshot", {}));
    await until(() => held.length === maxOpenRequests);
    host.answer = (frame, socket) => send(socket, { id: frame.id, result: { ok: true, value: null } });
    for (const frame of held) host.answer(frame, host.connection);
    expect(await Promise.all(answers)).toHaveLength(300);
    expect(host.frames).toHaveLength(300);
  });

  it("refuses a request that would end the connection by its length, and keeps the connection", async () => {
    const text = "\u0001".repeat(maxRequestBytes / 6);
    expect(await open().request("conversations.search", { query: text })).toMatchObject({
      ok: false,
      error: { code: "message-too-long" },
    });
    expect(await bridge.request("chat.stop", { runId: "r" })).toEqual({ ok: true, value: null });
    expect(host.sockets).toHaveLength(1);
  });

  it("distinguishes a host that refuses the page from one that is unreachable", async () => {
    const states: boolean[] = [];
    const refusals: boolean[] = [];
    open().onConnectionChange((isConnected) => states.push(isConnected));
    bridge.onRefusal((isRefused) => refusals.push(isRefused));
    await bridge.request("chat.stop", { runId: "before" });
    const { port } = host;
    await host.close();
    await until(() => states.length === 1);
    const waiting = bridge.request("chat.stop", { runId: "meanwhile" });
    expect(refusals).toEqual([]);

    host = new Host(port, true);
    await until(() => refusals.length === 1);
    await until(() => host.sockets.length >= 3);
    expect(host.frames).toEqual([]);
    expect(states).toEqual([false]);

    await host.close();
    await until(() => refusals.length === 2);
    host = new Host(port);
    expect(await waiting).toEqual({ ok: true, value: null });
    expect(states).toEqual([false, true]);
    expect(refusals).toEqual([true, false]);
  });

  it("fails a request that waits longer than connectTimeoutMs", async () => {
    const states: boolean[] = [];
    open(5_000).onConnectionChange((isConnected) => states.push(isConnected));
    await bridge.request("chat.stop", { runId: "before" });
    await host.close();
    await until(() => states.length === 1);
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    onTestFinished(() => void vi.useRealTimers());
    const answer = bridge.request("chat.stop", { runId: "r" });
    vi.advanceTimersByTime(5_000);
    expect(await answer).toMatchObject({ ok: false, error: { code: "disconnected" } });
  });

  it("fails all pending requests when closed, and does not reconnect", async () => {
    host.answer = () => undefined;
    const asked = open().request("chat.stop", { runId: "r" });
    await until(() => host.frames.length === 1);
    bridge.close();
    expect(await asked).toMatchObject({ ok: false, error: { code: "disconnected" } });
    expect(await bridge.request("chat.stop", { runId: "r" })).toMatchObject({ ok: false });
    await new Promise((done) => setTimeout(done, 50));
    expect(host.sockets).toHaveLength(1);
  });
});
