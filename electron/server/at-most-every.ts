/** Throttles an action: it runs at once, then not again within the interval; calls in between are dropped. */
export function atMostEvery(intervalMs: number, action: () => void): () => void {
  let lastMs = -Infinity;
  return () => {
    const nowMs = performance.now();
    if (nowMs - lastMs < intervalMs) return;
    lastMs = nowMs;
    action();
  };
}
