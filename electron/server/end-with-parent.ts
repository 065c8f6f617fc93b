const checkIntervalMs = 500;

/**
 * Calls back when the parent process has ended. npm runs its scripts through a shell that forwards no
 * signals, so stopping `npm start` from outside would leave the script running with the data folder and the
 * port. A process that npm did not start may outlive its parent and is not watched. Windows does not report
 * it.
 */
export function endWithParent(end: () => void, environment: NodeJS.ProcessEnv = process.env): void {
  if (!environment["npm_lifecycle_event"] || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, checkIntervalMs);
  timer.unref();
}
