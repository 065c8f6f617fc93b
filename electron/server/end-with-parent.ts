const lookMs = 500;

/**
 * Calls back when whoever started this process is gone. npm runs its scripts through a shell that passes no signal on:
 * stopping `npm start` from outside would leave its script behind, with the data folder and the port. A process that was
 * started otherwise may well outlive its parent, and is left alone; Windows does not tell.
 */
export function endWithParent(end: () => void, environment: NodeJS.ProcessEnv = process.env): void {
  if (!environment["npm_lifecycle_event"] || process.platform === "win32") return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    end();
  }, lookMs);
  timer.unref();
}
