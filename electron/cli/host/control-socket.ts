import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { maxFrameBytes, type HostFacts } from "../protocol/frames.ts";
import { serveCommand } from "./serve-command.ts";
import type { Operate } from "./run-operation.ts";

/** Where commands reach this process, and the proof that they may. */
export interface ControlAddress {
  /** Path of the Unix socket, or name of the Windows pipe. */
  readonly path: string;
  readonly secret: string;
}

export interface ControlSocket {
  readonly address: ControlAddress;
  /** Cancels all calls and closes all connections. */
  dispose(): Promise<void>;
}

/** Longer paths of sockets are cut off or refused by some systems. */
const longestPath = 100;

/**
 * Listens for commands of this user. On Unix, the socket lies in a folder that only its owner can enter, from
 * before it exists; on Windows, pipes have no such place, so the secret alone decides.
 * @throws when the file system has no sockets
 */
export async function openControlSocket(options: {
  /** The data folder. */
  readonly home: string;
  readonly operate: Operate;
  readonly host: HostFacts;
}): Promise<ControlSocket> {
  const secret = randomBytes(32).toString("base64url");
  const place = await socketPlace(options.home);
  const connections = new Set<Socket>();
  const server = createServer((socket) => {
    connections.add(socket);
    socket.on("close", () => connections.delete(socket));
    serveCommand(socket, {
      operate: options.operate,
      host: options.host,
      isSecret: (given) => isSame(given, secret),
      maxFrameBytes,
    });
  });
  // Which of them fails, a command has to notice: the server goes on.
  server.on("error", () => undefined);
  await listen(server, place.path);
  if (process.platform !== "win32") await chmod(place.path, 0o600);
  return {
    address: { path: place.path, secret },
    async dispose() {
      const closed = new Promise<void>((done) => server.close(() => done()));
      for (const connection of connections) connection.destroy();
      await closed;
      await place.remove();
    },
  };
}

async function socketPlace(home: string): Promise<{ readonly path: string; remove(): Promise<void> }> {
  if (process.platform === "win32") {
    const path = `\\\\.\\pipe\\facet-${randomBytes(16).toString("hex")}`;
    return { path, remove: async () => undefined };
  }
  const inHome = join(home, "run", "facet.sock");
  if (Buffer.byteLength(inHome) <= longestPath) {
    const folder = join(home, "run");
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    // Left behind by a process that was killed; the lock of the data folder excludes a living one.
    await rm(inHome, { force: true });
    return { path: inHome, remove: () => rm(inHome, { force: true }) };
  }
  const folder = await mkdtemp(join(tmpdir(), "facet-"));
  return {
    path: join(folder, "facet.sock"),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(path, () => {
      server.off("error", failed);
      done();
    });
  });
}

function isSame(given: string, secret: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(given), hash(secret));
}
