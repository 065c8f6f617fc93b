import { useEffect, useState } from "react";

/**
 * How long a tool has been running while this page looked on, in whole seconds as milliseconds; null where it
 * does not run, or began only now.
 */
export function useRunningTime(isRunning: boolean): number | null {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    if (!isRunning) return;
    const startedAt = performance.now();
    const timer = window.setInterval(
      () => setSeconds(Math.floor((performance.now() - startedAt) / 1000)),
      1000,
    );
    return () => {
      window.clearInterval(timer);
      setSeconds(0);
    };
  }, [isRunning]);
  return isRunning && seconds > 0 ? seconds * 1000 : null;
}
