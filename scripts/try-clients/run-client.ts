import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { delimiter, dirname } from "node:path";

export interface ClientRun {
  readonly output: string;
  readonly errors: string;
  readonly code: number | null;
}

export interface ClientPlace {
  /** The home of its user; nothing of this computer's user is read. */
  readonly home: string;
  readonly project: string;
  /** What its connections go through, except those to this computer. */
  readonly proxyUrl: string;
}

const limitMs = 180_000;

/** Runs a client in an environment that has nothing of ours but the path of programs. */
export async function runClient(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
  { home, project, proxyUrl }: ClientPlace,
): Promise<ClientRun> {
  const [program = "", ...args] = command;
  const child = spawn(program, args, {
    cwd: project,
    env: {
      PATH: [dirname(process.execPath), process.env["PATH"] ?? ""].join(delimiter),
      HOME: home,
      HTTP_PROXY: proxyUrl,
      HTTPS_PROXY: proxyUrl,
      NO_PROXY: "127.0.0.1,localhost",
      ...env,
    },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: limitMs,
  });
  const [output, errors, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, "exit") as Promise<[number | null]>,
  ]);
  return { output, errors, code };
}
