import { once } from "node:events";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { connectToFacet } from "../client/socket-client.ts";
import type { Call } from "../protocol/operation.ts";
import { openControlSocket, type ControlSocket } from "./control-socket.ts";
import type { Operate } from "./run-operation.ts";
import { waitForAbort } from "./wait-for-abort.ts";

const host = { version: "1.2.3", pid: process.pid, kind: "browser" } as const;

describe("the socket for commands", () => {
  let home: string;
  let socket: ControlSocket;
  let calls: { readonly name: string; readonly call: Call<unknown> }[];
  const operate: Operate = async (name, input, call) => {
    calls.push({ name, call });
    if (name === "events") {
      call.emit({ number: 1 });
      await waitForAbort(call.signal);
      return { ok: true, value: null };
    }
    return { ok: true, value: input };
  };
  beforeEach(async () => {
    calls = [];
    home = await mkdtemp(join(tmpdir(), "facet-socket-"));
    socket = await openControlSocket({ home, operate, host });
  });
  afterEach(async () => {
    await socket.dispose();
    await rm(home, { recursive: true, force: true });
  });

  /** Sends these lines; resolves to the answer when the socket is closed. */
  async function answerTo(...lines: readonly string[]): Promise<string> {
    const connection = connect(socket.address.path);
    let answer = "";
    connection.on("data", (bytes) => (answer += String(bytes)));
    connection.on("error", () => undefined);
    for (const line of lines) connection.write(`${line}\n`);
    await once(connection, "close");
    return answer;
  }
  const hello = (secret: string, protocol = 1) => JSON.stringify({ type: "hello", protocol, secret });
  const call = JSON.stringify({ type: "call", id: 1, name: "request", input: {} });

  it.skipIf(process.platform === "win32")("lies where only its owner can reach it", async () => {
    const { path } = socket.address;
    expect(((await stat(path)).mode & 0o777).toString(8)).toBe("600");
    expect(((await stat(dirname(path))).mode & 0o777).toString(8)).toBe("700");
  });

  it.each([
    ["a call before hello", () => [call]],
    ["no JSON", () => ["GET / HTTP/1.1"]],
    ["an unknown frame", () => [hello(socket.address.secret), '{"type":"shell"}']],
  ])("closes the connection after %s, without calling anything", async (_, lines) => {
    await answerTo(...lines());
    expect(calls).toEqual([]);
  });

  it("refuses a wrong secret, and another protocol by the version to start", async () => {
    expect(await answerTo(hello("wrong"), call)).toContain('"reason":"secret"');
    expect(await answerTo(hello(socket.address.secret, 99))).toContain(
      '"reason":"protocol","version":"1.2.3"',
    );
    await expect(connectToFacet({ ...socket.address, secret: "wrong" })).rejects.toMatchObject({
      code: "disconnected",
    });
    expect(calls).toEqual([]);
  });

  it("answers calls, and passes events on until the call is cancelled", async () => {
    const client = await connectToFacet(socket.address);
    expect(client?.host).toEqual(host);
    const input = { route: "app.snapshot", input: { text: "你好\n" } };
    expect(await client?.call("request", input)).toEqual(input);
    const stopping = new AbortController();
    const events: unknown[] = [];
    const ended = client?.call(
      "events",
      {},
      {
        signal: stopping.signal,
        onEvent(event) {
          events.push(event);
          stopping.abort();
        },
      },
    );
    expect(await ended).toBeNull();
    expect(events).toEqual([{ number: 1 }]);
    await client?.close();
  });

  it("cancels the calls of a command that is gone, and fails those of a Facet that closes", async () => {
    const first = await connectToFacet(socket.address);
    const begun = new Promise<void>((done) => {
      first?.call("events", {}, { onEvent: () => done() }).catch(() => undefined);
    });
    await begun;
    await first?.close();
    await waitForAbort(calls[0]?.call.signal ?? AbortSignal.abort());
    const second = await connectToFacet(socket.address);
    const failing = second?.call("events", {});
    const failure = expect(failing).rejects.toMatchObject({ code: "disconnected" });
    await socket.dispose();
    await failure;
    expect(await connectToFacet(socket.address)).toBeNull();
  });
});
