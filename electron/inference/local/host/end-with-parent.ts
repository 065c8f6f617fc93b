import { Worker } from "node:worker_threads";

const lookMs = 500;

/**
 * Ends this process at once when the one that started it is gone, even while native code keeps this thread busy (reading a
 * message of a million characters takes seconds), in which "disconnect" is not heard: another thread looks. Windows does
 * not tell who the parent is now; there, "disconnect" alone has to do.
 */
export function endWithParent(): void {
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  if (process.platform === "win32") return;
  const watch = `
    const parent = ${process.ppid};
    setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), ${lookMs});`;
  new Worker(watch, { eval: true, execArgv: [], stdin: false, stderr: false }).unref();
}
