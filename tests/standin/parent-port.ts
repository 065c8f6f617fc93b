import { EventEmitter } from "node:events";

/**
 * Preloaded in the stand-in's utility processes: implements Electron's `process.parentPort` over Node's IPC
 * channel.
 */
class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message);
  }
}

const parentPort = new ParentPort();
// Messages are queued until there is a listener, as in Electron.
parentPort.once("newListener", () => {
  process.on("message", (data) => parentPort.emit("message", { data, ports: [] }));
});
Object.defineProperty(process, "parentPort", { value: parentPort });
// Electron ends its utility processes with the app.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
