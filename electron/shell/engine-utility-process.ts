import { utilityProcess, type UtilityProcess } from "electron";
import type { EngineMessage } from "../../shared/inference/engine-protocol.ts";
import type { StartEngineProcess } from "../inference/local/engine-process.ts";
import { StderrTail } from "../inference/local/stderr-tail.ts";
import { scratchEnvironment } from "../inference/local/scratch-folder.ts";

/** What the process wrote last may arrive after the news of its end. */
const drainMs = 100;

/** Starts engine processes as Electron's own kind, in place of forked Nodes. */
export function engineUtilityProcess(hostPath: string): StartEngineProcess {
  return (scratchFolder) => {
    const child = utilityProcess.fork(hostPath, [], {
      serviceName: "Facet engine",
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...scratchEnvironment(scratchFolder) },
    });
    const lastWords = new StderrTail();
    child.stderr?.setEncoding("utf8").on("data", (text: string) => lastWords.add(text));
    return {
      get pid() {
        return child.pid;
      },
      post: (request) => child.postMessage(request),
      onMessage: (listener) => child.on("message", (message: EngineMessage) => listener(message)),
      onExit(listener) {
        child.once("exit", (exitCode) => {
          // Electron tells no signal; on POSIX an abort shows in the code.
          setTimeout(() => listener({ exitCode, signal: null, lastWords: lastWords.text }), drainMs);
        });
      },
      kill: () => killNow(child),
    };
  };
}

/** Electron's own way asks on POSIX, which a process that is stopped or in an endless loop does not hear. */
function killNow(child: UtilityProcess): void {
  if (process.platform === "win32" || child.pid === undefined) {
    child.kill();
    return;
  }
  try {
    process.kill(child.pid, "SIGKILL");
  } catch {
    // It has just ended by itself.
  }
}
