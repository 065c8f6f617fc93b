import { Worker } from "node:worker_threads";

const checkIntervalMs = 500;

/**
 * Kills this process as soon as its parent is gone. While native code blocks the main thread (tokenizing a
 * million characters takes seconds), "disconnect" is not delivered, so a worker thread polls the parent id.
 * On Windows the parent id does not change, and only "disconnect" is used.
 */
export function endWithParent(): void {
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
  if (process.platform === "win32") return;
  const watch = `
    const parent = ${process.ppid};
    setInterval(() => process.ppid === parent || process.kill(process.pid, "SIGKILL"), ${checkIntervalMs});`;
  new Worker(watch, { eval: true, execArgv: [], stdin: false, stderr: false }).unref();
}
