const checkIntervalMs = 5_000;

/**
 * Calls back when this process was suspended for a while with its computer: connections from before do not
 * survive that, but do not report an error either. Returns a function that stops the watch.
 */
export function watchForWaking(onWake: () => void): () => void {
  let lastMs = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - lastMs > checkIntervalMs * 4) onWake();
    lastMs = now;
  }, checkIntervalMs);
  timer.unref();
  return () => clearInterval(timer);
}
