import { fork } from "node:child_process";
import { join } from "node:path";
import type { InspectResponse, TemplateProcess } from "./template-process.ts";

/** The host is beside this file, both in the sources and in the bundle. */
const isBundled = !import.meta.filename.endsWith(".ts");
const templateHostPath = join(import.meta.dirname, isBundled ? "template-host.js" : "template-host.ts");

/** Starts the template process with `child_process.fork`. */
export function forkTemplateProcess(): TemplateProcess {
  const child = fork(templateHostPath, [], {
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
    // Do not inherit a debugger port or a test runner's loader.
    execArgv: [],
  });
  return {
    // `send` fails once the process is gone; `onExit` reports that.
    post: (request) => void child.send(request, () => undefined),
    onResponse: (listener) => child.on("message", (message) => listener(message as InspectResponse)),
    onExit(listener) {
      child.once("exit", listener);
      child.once("error", listener);
    },
    kill: () => child.kill("SIGKILL"),
  };
}
