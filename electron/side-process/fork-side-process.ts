import { fork } from "node:child_process";
import { join } from "node:path";
import type { SideProcess } from "./side-process.ts";

/** The program of a side process. */
export interface SideProgram {
  /** Of the built file, without its extension. */
  readonly name: string;
  /** The folder of the module that starts it, and of the program's source. */
  readonly folder: string;
  /** Options of Node for it. */
  readonly nodeOptions?: readonly string[];
}

/** A program is beside the module that starts it, both in the sources and in the bundle. */
const isBundled = !import.meta.filename.endsWith(".ts");

/** Starts a side process with `child_process.fork`. */
export function forkSideProcess<Request extends object, Message>({
  name,
  folder,
  nodeOptions = [],
}: SideProgram): SideProcess<Request, Message> {
  const child = fork(join(folder, isBundled ? `${name}.js` : `${name}.ts`), [], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    // Do not inherit a debugger port or a test runner's loader.
    execArgv: [...nodeOptions],
  });
  return {
    get pid() {
      return child.pid;
    },
    // `send` fails once the process is gone; `onExit` reports that.
    post: (request) => void child.send(request, () => undefined),
    onMessage: (listener) => child.on("message", (message) => listener(message as Message)),
    onExit(listener) {
      let hasReported = false;
      const report = () => {
        if (!hasReported) listener();
        hasReported = true;
      };
      child.once("exit", report);
      child.once("error", report);
    },
    kill: () => child.kill("SIGKILL"),
  };
}
