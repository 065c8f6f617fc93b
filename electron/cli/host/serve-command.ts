import type { Socket } from "node:net";
import { inBackground } from "../../in-background.ts";
import { commandFrame, protocolVersion, type HostFacts, type HostFrame } from "../protocol/frames.ts";
import { lineReader } from "../protocol/read-lines.ts";
import type { Operate } from "./run-operation.ts";

const helloLimitMs = 5_000;
/** A command that reads so slowly is cut off, so that events do not pile up here. */
const maxUnsentBytes = 64 * 1024 * 1024;
const maxCalls = 100;

interface CommandConnectionOptions {
  readonly operate: Operate;
  readonly host: HostFacts;
  readonly isSecret: (given: string) => boolean;
  readonly maxFrameBytes: number;
}

/** Answers one command. It has no access before it has sent the secret; anything unexpected ends it. */
export function serveCommand(socket: Socket, options: CommandConnectionOptions): void {
  const { operate, host, isSecret } = options;
  const calls = new Map<number, AbortController>();
  let isWelcome = false;
  const helloTimer = setTimeout(() => socket.destroy(), helloLimitMs);

  const send = (frame: HostFrame) => {
    if (socket.destroyed) return;
    socket.write(`${JSON.stringify(frame)}\n`);
    if (socket.writableLength > maxUnsentBytes) socket.destroy();
  };
  const call = async (id: number, name: string, input: unknown) => {
    if (calls.has(id) || calls.size >= maxCalls) {
      socket.destroy();
      return;
    }
    const controller = new AbortController();
    calls.set(id, controller);
    const emit = (event: unknown) => send({ type: "event", id, event });
    const result = await operate(name, input, { emit, signal: controller.signal });
    calls.delete(id);
    send({ type: "done", id, result });
  };
  const take = (line: string) => {
    const frame = commandFrame.parse(JSON.parse(line));
    if (frame.type === "hello") {
      clearTimeout(helloTimer);
      const reason = !isSecret(frame.secret)
        ? "secret"
        : frame.protocol !== protocolVersion
          ? "protocol"
          : null;
      if (reason !== null) {
        send({ type: "refused", reason, version: host.version });
        socket.end();
        return;
      }
      isWelcome = true;
      send({ type: "welcome", host });
    } else if (!isWelcome) {
      socket.destroy();
    } else if (frame.type === "call") {
      inBackground(call(frame.id, frame.name, frame.input));
    } else {
      calls.get(frame.id)?.abort();
    }
  };
  const read = lineReader(options.maxFrameBytes, take);
  socket.on("data", (bytes) => {
    try {
      if (!socket.destroyed && socket.writable) read(bytes);
    } catch {
      socket.destroy();
    }
  });
  // The close event follows.
  socket.on("error", () => undefined);
  socket.on("close", () => {
    clearTimeout(helloTimer);
    for (const controller of calls.values()) controller.abort();
  });
}
