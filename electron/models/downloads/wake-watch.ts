const lookMs = 5_000;

/**
 * Calls back when this process was put to sleep for a while, with its computer: no connection of before has survived that,
 * though none of them says so. Returns what ends the watch.
 */
export function watchForWaking(onWake: () => void): () => void {
  let lastMs = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    if (now - lastMs > lookMs * 4) onWake();
    lastMs = now;
  }, lookMs);
  timer.unref();
  return () => clearInterval(timer);
}
