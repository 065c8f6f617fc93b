import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { once } from "node:events";
import {
  parseJSONRPCMessage,
  serializeMessage,
  type JSONRPCMessage,
  type Transport,
} from "@modelcontextprotocol/client";
import { leaveToLastHandler } from "../../in-background.ts";
import { McpMisbehaviour } from "./mcp-failure.ts";
import { splitLines } from "./split-lines.ts";
import type { StderrTail } from "./stderr-tail.ts";
import { defaultTrafficLimits, TrafficLimit, type TrafficLimits } from "./traffic-limit.ts";
import { batchArguments, isBatchFile } from "./windows-batch.ts";

export interface ServerProcessOptions {
  /** An absolute path. */
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly stderr: StderrTail;
  readonly limits?: TrafficLimits;
}

/** How long a server may take to end by itself once its input ended, and then once it was asked to. */
const graceMs = 1_500;
/** How long what a server wrote last is waited for. */
const lastOutputMs = 300;
/** Lines that are no messages, such as greetings, before the program counts as no MCP server. */
const mostOtherLines = 1_000;

/** A server as a child process, spoken to in lines over its standard streams. */
export class ServerProcess implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport["onmessage"];
  readonly #options: ServerProcessOptions;
  readonly #traffic: TrafficLimit;
  /** It goes to the tail in the options. */
  readonly stderr = null;
  #child: ChildProcessWithoutNullStreams | null = null;
  #hasExited = false;
  #misbehaviour: McpMisbehaviour | null = null;
  #otherLines = 0;
  #isEnding = false;
  #endedItself: string | null = null;

  constructor(options: ServerProcessOptions) {
    this.#options = options;
    this.#traffic = new TrafficLimit(options.limits ?? defaultTrafficLimits);
  }

  /** By this and `stderr`, the client recognises a process, which may be older than the negotiation of versions. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** What the server did wrong, for which it was ended. */
  get misbehaviour(): McpMisbehaviour | null {
    return this.#misbehaviour;
  }

  /** Its exit code or signal; null: it runs, or was ended by us. */
  get endedItself(): string | null {
    return this.#endedItself;
  }

  /** @throws errors of the system where the program can't be started */
  async start(): Promise<void> {
    const { file, args, cwd, environment, stderr } = this.#options;
    const isBatch = process.platform === "win32" && isBatchFile(file);
    const interpreter = process.env["ComSpec"] ?? "cmd.exe";
    const child = spawn(isBatch ? interpreter : file, isBatch ? batchArguments(file, args) : args, {
      cwd,
      env: environment,
      stdio: ["pipe", "pipe", "pipe"],
      windowsHide: true,
      windowsVerbatimArguments: isBatch,
      // A group of its own, so that what it starts ends with it: npx starts a shell, and that the server.
      detached: process.platform !== "win32",
    });
    this.#child = child;
    child.once("exit", (code, signal) => {
      this.#hasExited = true;
      if (!this.#isEnding) this.#endedItself = signal ?? String(code);
      // What it has started may hold its streams open, and with them the connection.
      setTimeout(() => {
        child.stdout.destroy();
        child.stderr.destroy();
      }, lastOutputMs);
    });
    child.on("error", (error) => this.onerror?.(error));
    child.once("close", () => this.onclose?.());
    child.stdin.on("error", (error) => this.onerror?.(error));
    child.stdout.on("error", (error) => this.onerror?.(error));
    child.stderr.on("error", (error) => this.onerror?.(error));
    child.stderr.on("data", (chunk: Buffer) => stderr.add(chunk));
    child.stdout.on("data", this.#reader());
    await once(child, "spawn");
  }

  async send(message: JSONRPCMessage): Promise<void> {
    const { stdin } = this.#child ?? {};
    if (stdin?.writable !== true) throw new Error("The server has ended");
    // Without waiting until it was read: a server that never reads would hold up the end of its calls.
    stdin.write(serializeMessage(message));
  }

  /** Ends the server: it is given time to end by itself, then it and what it has started are killed. */
  async close(): Promise<void> {
    const child = this.#child;
    if (child?.pid === undefined || this.#hasExited) {
      child?.stdout.destroy();
      child?.stderr.destroy();
      return;
    }
    const exited = once(child, "exit");
    this.#isEnding = true;
    child.stdin.end();
    if (!(await settledWithin(exited, graceMs))) {
      this.#signal("SIGTERM");
      if (!(await settledWithin(exited, graceMs))) this.#signal("SIGKILL");
      await settledWithin(exited, graceMs);
    }
    // What it left behind may hold its streams open.
    this.#signal("SIGKILL");
    child.stdout.destroy();
    child.stderr.destroy();
  }

  #reader(): (chunk: Buffer) => void {
    const lines = splitLines((line) => {
      this.#traffic.messageEnd();
      this.#receive(line);
    });
    return (chunk) => {
      if (this.#misbehaviour !== null) return;
      try {
        this.#traffic.bytes(chunk.length);
        lines(chunk);
      } catch (thrown) {
        if (thrown instanceof McpMisbehaviour) this.#endFor(thrown);
        else throw thrown;
      }
    };
  }

  #receive(line: string): void {
    if (line.trim() === "") return;
    let message: JSONRPCMessage;
    try {
      message = parseJSONRPCMessage(JSON.parse(line));
    } catch {
      if (++this.#otherLines > mostOtherLines) throw new McpMisbehaviour("no-protocol");
      this.#options.stderr.add(Buffer.from(`${line.slice(0, 500)}\n`));
      return;
    }
    this.onmessage?.(message);
  }

  #endFor(misbehaviour: McpMisbehaviour): void {
    this.#misbehaviour = misbehaviour;
    this.#options.stderr.mark(misbehaviour.message);
    this.onerror?.(misbehaviour);
    this.#signal("SIGKILL");
    this.close().catch(leaveToLastHandler);
  }

  #signal(signal: NodeJS.Signals): void {
    const pid = this.#child?.pid;
    if (pid === undefined) return;
    try {
      if (process.platform === "win32") {
        if (this.#hasExited) return;
        const args = ["/pid", String(pid), "/t", "/f"];
        // Where it can't be run, nothing is left to try.
        spawn("taskkill", args, { windowsHide: true, stdio: "ignore" }).on("error", () => undefined);
      } else process.kill(-pid, signal);
    } catch {
      // The group has ended.
    }
  }
}

async function settledWithin(work: Promise<unknown>, limitMs: number): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), limitMs);
  try {
    return await Promise.race([work.then(() => true), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
