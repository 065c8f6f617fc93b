import { utilityProcess } from "electron";
import type { EngineMessage } from "../../shared/engine/protocol.ts";
import type { EngineProcess } from "../engine/engine-process.ts";

const lastWordsLength = 8_000;
/** What the process wrote last may arrive after the news of its end. */
const stderrPatienceMs = 200;

/** Starts the engine as a process of Electron's, in place of a forked Node. */
export function startEngineUtilityProcess(hostPath: string): EngineProcess {
  const child = utilityProcess.fork(hostPath, [], {
    serviceName: "Facet engine",
    stdio: ["ignore", "ignore", "pipe"],
  });
  let lastWords = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    lastWords = (lastWords + chunk.toString("utf8")).slice(-lastWordsLength);
  });
  return {
    post: (request) => child.postMessage(request),
    onMessage: (listener) => void child.on("message", (message: EngineMessage) => listener(message)),
    onExit(listener) {
      child.once("exit", (code) => {
        // Electron tells no signal; an abort shows in the code.
        setTimeout(() => listener({ exitCode: code, signal: null, lastWords }), stderrPatienceMs);
      });
    },
    kill: () => void child.kill(),
  };
}
