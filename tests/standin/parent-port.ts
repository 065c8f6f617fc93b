import childProcess from "node:child_process";
import { EventEmitter } from "node:events";
import { registerHooks, syncBuiltinESMExports } from "node:module";

/**
 * Preloaded in the stand-in's utility processes: implements Electron's `process.parentPort` over Node's IPC
 * channel. The process looks like one of a packaged app, which cannot start plain Node.
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
Object.defineProperty(process, "versions", { value: { ...process.versions, electron: "45.4.1" } });

// What utility processes have of the module `electron`.
const electron = "data:text/javascript,export const net = {}; export const systemPreferences = {};";
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "electron" ? { url: electron, shortCircuit: true } : next(specifier, context),
});

// With its fuse off, Electron ignores ELECTRON_RUN_AS_NODE and would start the app again.
childProcess.fork = () => {
  throw new Error("A packaged app cannot run as plain Node");
};
syncBuiltinESMExports();

// Electron ends its utility processes with the app.
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
