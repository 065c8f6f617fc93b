import { fork, type ChildProcess } from "node:child_process";
import type { EngineMessage } from "../../../shared/inference/engine-protocol.ts";
import type { EngineProcess, ProcessExit, StartEngineProcess } from "./engine-process.ts";
import { StderrTail } from "./stderr-tail.ts";
import { scratchEnvironment } from "./scratch-folder.ts";

/** Output that is still on its way when the process has ended is waited for no longer than this. */
const drainMs = 100;

/**
 * Starts engine processes as forked Nodes.
 * @param hostPath `electron/inference/local/host/main.ts`, which this Node must be able to run, or what was built of it
 */
export function forkEngine(hostPath: string): StartEngineProcess {
  return (scratchFolder) =>
    asEngineProcess(
      fork(hostPath, [], {
        serialization: "advanced",
        stdio: ["ignore", "ignore", "pipe", "ipc"],
        // Not a debugger's port or a test runner's loader.
        execArgv: [],
        env: { ...process.env, ...scratchEnvironment(scratchFolder) },
      }),
    );
}

function asEngineProcess(child: ChildProcess): EngineProcess {
  const lastWords = new StderrTail();
  child.stderr?.setEncoding("utf8").on("data", (text: string) => lastWords.add(text));
  // It could not even be started.
  child.once("error", (error) => lastWords.add(error.message));
  return {
    pid: child.pid,
    post: (request) => {
      // To a process that is gone nothing can be said; that it is gone is told by `onExit`.
      if (child.connected) {
        child.send(request, () => undefined);
      }
    },
    onMessage: (listener) => child.on("message", (message) => listener(message as EngineMessage)),
    onExit: (listener) => onceEnded(child, (exit) => listener({ ...exit, lastWords: lastWords.text })),
    kill: () => child.kill("SIGKILL"),
  };
}

/** After the last message and the last line have arrived, or soon after the end if somebody else keeps them open. */
function onceEnded(child: ChildProcess, listener: (exit: Omit<ProcessExit, "lastWords">) => void): void {
  let isTold = false;
  const tell = (exitCode: number | null, signal: string | null) => {
    if (!isTold) {
      isTold = true;
      listener({ exitCode, signal });
    }
  };
  child.once("close", tell);
  child.once("exit", (exitCode, signal) => setTimeout(() => tell(exitCode, signal), drainMs));
  child.once("error", () => tell(null, null));
}
