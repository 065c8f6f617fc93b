import { connect, type Socket } from "node:net";
import { AppError, type Result } from "../../../shared/ipc/result.ts";
import type { ControlAddress } from "../host/control-socket.ts";
import { protocolVersion, type CommandFrame, type HostFacts, type HostFrame } from "../protocol/frames.ts";
import type { OperationOutput } from "../protocol/operations.ts";
import { lineReader } from "../protocol/read-lines.ts";
import type { FacetClient } from "./facet-client.ts";

const maxAnswerBytes = 512 * 1024 * 1024;

/**
 * Connects to a running Facet; null: nothing listens there any more.
 * @throws AppError `disconnected` when it listens but refuses this command
 */
export async function connectToFacet({ path, secret }: ControlAddress): Promise<FacetClient | null> {
  const socket = await opened(path);
  if (socket === null) return null;
  const connection = new Connection(socket);
  const host = await connection.greet(secret);
  return {
    host,
    isHere: false,
    call: (name, input, { onEvent, signal } = {}) =>
      connection.call(name, input, onEvent as ((event: unknown) => void) | undefined, signal) as Promise<
        OperationOutput<typeof name>
      >,
    async close() {
      socket.destroy();
    },
  };
}

interface PendingCall {
  readonly onEvent: ((event: unknown) => void) | undefined;
  readonly end: (result: Result<unknown>) => void;
}

class Connection {
  readonly #socket: Socket;
  readonly #calls = new Map<number, PendingCall>();
  readonly #greeted = Promise.withResolvers<HostFacts>();
  #lastId = 0;
  #isClosed = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    const read = lineReader(maxAnswerBytes, (line) => this.#take(JSON.parse(line) as HostFrame));
    socket.on("data", (bytes) => {
      try {
        read(bytes);
      } catch {
        socket.destroy();
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", () => this.#close());
    // Nobody may wait for it when the connection ends.
    this.#greeted.promise.catch(() => undefined);
  }

  greet(secret: string): Promise<HostFacts> {
    this.#send({ type: "hello", protocol: protocolVersion, secret });
    return this.#greeted.promise;
  }

  async call(
    name: string,
    input: unknown,
    onEvent: ((event: unknown) => void) | undefined,
    signal: AbortSignal | undefined,
  ): Promise<unknown> {
    if (this.#isClosed) throw gone();
    const id = ++this.#lastId;
    const cancel = () => this.#send({ type: "cancel", id });
    const result = await new Promise<Result<unknown>>((end) => {
      this.#calls.set(id, { onEvent, end });
      this.#send({ type: "call", id, name, input });
      if (signal?.aborted === true) cancel();
      else signal?.addEventListener("abort", cancel, { once: true });
    });
    signal?.removeEventListener("abort", cancel);
    if (!result.ok) throw new AppError(result.error.code, result.error.message, result.error.data);
    return result.value;
  }

  #take(frame: HostFrame): void {
    switch (frame.type) {
      case "welcome":
        this.#greeted.resolve(frame.host);
        break;
      case "refused":
        this.#greeted.reject(refused(frame));
        break;
      case "event":
        this.#calls.get(frame.id)?.onEvent?.(frame.event);
        break;
      case "done":
        this.#calls.get(frame.id)?.end(frame.result);
        this.#calls.delete(frame.id);
        break;
    }
  }

  #close(): void {
    this.#isClosed = true;
    this.#greeted.reject(gone());
    const { code, message, data } = gone();
    for (const { end } of this.#calls.values()) end({ ok: false, error: { code, message, data } });
    this.#calls.clear();
  }

  #send(frame: CommandFrame): void {
    if (!this.#socket.destroyed) this.#socket.write(`${JSON.stringify(frame)}\n`);
  }
}

function opened(path: string): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once("connect", () => done(socket));
    socket.once("error", () => done(null));
  });
}

function gone(): AppError {
  return new AppError("disconnected", "The Facet that this command used was closed. Run the command again.");
}

function refused({ reason, version }: Extract<HostFrame, { readonly type: "refused" }>): AppError {
  return new AppError(
    "disconnected",
    reason === "protocol"
      ? `The running Facet has version ${version}, which this command cannot talk to. Quit it and start the same version.`
      : "The running Facet refused this command. Quit it and start it again.",
  );
}
