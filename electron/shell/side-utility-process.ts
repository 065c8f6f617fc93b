import { utilityProcess } from "electron";
import type { SideProcess } from "../side-process/side-process.ts";
import { killUtilityProcess } from "./kill-utility-process.ts";

/**
 * Starts side processes as Electron utility processes: the packaged app cannot run as plain Node.
 * @param serviceName shown by the system's process list
 */
export function sideUtilityProcess<Request, Message>(
  hostPath: string,
  serviceName: string,
): () => SideProcess<Request, Message> {
  return () => {
    const child = utilityProcess.fork(hostPath, [], { serviceName, stdio: ["ignore", "ignore", "ignore"] });
    return {
      get pid() {
        return child.pid;
      },
      post: (request) => child.postMessage(request),
      onMessage: (listener) => child.on("message", (message: Message) => listener(message)),
      onExit: (listener) => child.once("exit", listener),
      kill: () => killUtilityProcess(child),
    };
  };
}
