import { fork, type ChildProcess } from "node:child_process";
import type { EngineMessage } from "../../../shared/inference/engine-protocol.ts";
import type { EngineProcess, ProcessExit, StartEngineProcess } from "./engine-process.ts";
import { StderrTail } from "./stderr-tail.ts";
import { engineEnvironment } from "./engine-environment.ts";

/** How long to wait for remaining output after the process has exited. */
const drainMs = 100;

/**
 * Starts engine processes with `child_process.fork`.
 * @param hostPath `electron/inference/local/host/main.ts`, where Node can run TypeScript, or the built file
 */
export function forkEngine(hostPath: string): StartEngineProcess {
  return (scratchFolder, skipped = []) =>
    asEngineProcess(
      fork(hostPath, [], {
        serialization: "advanced",
        stdio: ["ignore", "ignore", "pipe", "ipc"],
        // Do not inherit a debugger port or a test runner's loader.
        execArgv: [],
        env: { ...process.env, ...engineEnvironment({ scratchFolder, skipped }) },
      }),
    );
}

function asEngineProcess(child: ChildProcess): EngineProcess {
  const lastWords = new StderrTail();
  child.stderr?.setEncoding("utf8").on("data", (text: string) => lastWords.add(text));
  // The process could not be started.
  child.once("error", (error) => lastWords.add(error.message));
  return {
    pid: child.pid,
    post: (request) => {
      // `send` fails once the process is gone; `onExit` reports that.
      if (child.connected) {
        child.send(request, () => undefined);
      }
    },
    onMessage: (listener) => child.on("message", (message) => listener(message as EngineMessage)),
    onExit: (listener) => onceEnded(child, (exit) => listener({ ...exit, lastWords: lastWords.text })),
    kill: () => child.kill("SIGKILL"),
  };
}

/**
 * Reports the exit once all messages and stderr output have arrived, or `drainMs` after the exit when a
 * grandchild keeps the pipes open.
 */
function onceEnded(child: ChildProcess, listener: (exit: Omit<ProcessExit, "lastWords">) => void): void {
  let hasReported = false;
  const report = (exitCode: number | null, signal: string | null) => {
    if (!hasReported) {
      hasReported = true;
      listener({ exitCode, signal });
    }
  };
  child.once("close", report);
  child.once("exit", (exitCode, signal) => setTimeout(() => report(exitCode, signal), drainMs));
  child.once("error", () => report(null, null));
}
