import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";

/** Sends a request to a running llama-server; a response other than success throws with its body. */
export type Ask = <Answer>(route: string, body: object) => Promise<Answer>;

/**
 * The path given with `--llama-server PATH`: a server built from the same llama.cpp sources as
 * node-llama-cpp, which ships them as a git bundle:
 *   git clone node_modules/node-llama-cpp/llama/gitRelease.bundle DIR
 *   cmake -S DIR -B DIR/build -DLLAMA_CURL=OFF -DLLAMA_BUILD_UI=OFF
 *   cmake --build DIR/build --target llama-server
 */
export function llamaServerPath(): string {
  const { values } = parseArgs({ options: { "llama-server": { type: "string" } } });
  const path = values["llama-server"];
  if (path === undefined) {
    throw new Error("The path of llama-server is missing: --llama-server PATH");
  }
  return path;
}

/** Runs a server with these arguments while the action runs. */
export async function withLlamaServer<T>(
  path: string,
  args: readonly string[],
  action: (ask: Ask) => Promise<T>,
  threads = 1,
): Promise<T> {
  const server = await startLlamaServer(path, [...args, "--jinja", "-t", String(threads)]);
  try {
    return await action(async (route, body) => {
      const response = await fetch(`${server.url}/${route}`, { method: "POST", body: JSON.stringify(body) });
      if (!response.ok) {
        throw new Error(`${route}: ${await response.text()}`);
      }
      return (await response.json()) as never;
    });
  } finally {
    await server.close();
  }
}

export interface LlamaServer {
  /** Without a path: its OpenAI-compatible API is at `/v1`. */
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server with these arguments on a free port, and waits until its model is loaded. */
export async function startLlamaServer(path: string, args: readonly string[]): Promise<LlamaServer> {
  const port = await freePort();
  const server = spawn(path, [...args, "--port", String(port)], { stdio: "ignore" });
  const ended = new Promise((resolve) => server.once("exit", resolve));
  const close = async () => {
    server.kill();
    await ended;
  };
  const url = `http://127.0.0.1:${port}`;
  try {
    await untilReady(url);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return { url, close };
}

async function untilReady(url: string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    const isReady = await fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    await setTimeout(100);
  }
  throw new Error("llama-server did not become ready");
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
