import { EventEmitter } from "node:events";

/** Loaded first in the stand-in's utility processes: `process.parentPort` as Electron has it, over Node's IPC channel. */
class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    process.send?.(message);
  }
}

const parentPort = new ParentPort();
// What comes before anybody listens waits, as it does in Electron.
parentPort.once("newListener", () => {
  process.on("message", (data) => parentPort.emit("message", { data, ports: [] }));
});
Object.defineProperty(process, "parentPort", { value: parentPort });
// Electron ends its utility processes with the app.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
