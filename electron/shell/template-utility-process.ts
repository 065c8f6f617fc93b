import { utilityProcess } from "electron";
import type { InspectResponse, StartTemplateProcess } from "../models/template/template-process.ts";

/** Starts the template process as an Electron utility process: the packaged app cannot run as plain Node. */
export function templateUtilityProcess(hostPath: string): StartTemplateProcess {
  return () => {
    const child = utilityProcess.fork(hostPath, [], {
      serviceName: "Facet templates",
      stdio: ["ignore", "ignore", "ignore"],
    });
    return {
      post: (request) => child.postMessage(request),
      onResponse: (listener) => child.on("message", (message: InspectResponse) => listener(message)),
      onExit: (listener) => child.once("exit", listener),
      kill: () => child.kill(),
    };
  };
}
