import { utilityProcess } from "electron";
import type { EngineMessage } from "../../shared/inference/engine-protocol.ts";
import type { StartEngineProcess } from "../inference/local/engine-process.ts";
import { StderrTail } from "../inference/local/stderr-tail.ts";
import { engineEnvironment } from "../inference/local/engine-environment.ts";
import { answerProbes } from "./engine-probes.ts";
import { killUtilityProcess } from "./kill-utility-process.ts";

/** Output that was written just before the exit may arrive after the exit event. */
const drainMs = 100;

/** Starts engine processes as Electron utility processes instead of forked Node processes. */
export function engineUtilityProcess(hostPath: string): StartEngineProcess {
  return (scratchFolder, skipped = []) => {
    const child = utilityProcess.fork(hostPath, [], {
      serviceName: "Facet engine",
      stdio: ["ignore", "ignore", "pipe"],
      env: { ...process.env, ...engineEnvironment({ scratchFolder, skipped }) },
    });
    answerProbes(child);
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
          // Electron reports no signal; on POSIX, an abort is visible in the exit code.
          setTimeout(() => listener({ exitCode, signal: null, lastWords: lastWords.text }), drainMs);
        });
      },
      kill: () => killUtilityProcess(child),
    };
  };
}
