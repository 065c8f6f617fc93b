import { fork, type ChildProcess } from "node:child_process";
import { EventEmitter } from "node:events";
import type { ForkOptions, UtilityProcess as ElectronProcess, utilityProcess as real } from "electron";

class UtilityProcess
  extends EventEmitter
  implements Pick<ElectronProcess, "pid" | "stderr" | "postMessage" | "kill">
{
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    super();
    this.#child = child;
    child.on("message", (message) => this.emit("message", message));
    child.once("exit", (code) => this.emit("exit", code ?? 1));
  }

  get pid() {
    return this.#child.pid;
  }
  get stderr() {
    return this.#child.stderr;
  }
  postMessage = (message: unknown) => void (this.#child.connected && this.#child.send(message as object));
  kill = () => this.#child.kill();
}

export const utilityProcess = {
  fork(modulePath: string, args: readonly string[] = [], { stdio = "inherit", env }: ForkOptions = {}) {
    const [stdin = "ignore", stdout = "inherit", stderr = "inherit"] = Array.isArray(stdio) ? stdio : [];
    const child = fork(modulePath, [...args], {
      serialization: "advanced",
      stdio: [stdin, stdout, stderr, "ipc"],
      execArgv: ["--import", new URL("./parent-port.ts", import.meta.url).href],
      ...(env && { env: { ...env } }),
    });
    return new UtilityProcess(child);
  },
} satisfies { fork: (...args: Parameters<typeof real.fork>) => object };
