import { withinLimit } from "../within-limit.ts";
import { endWithParent } from "./end-with-parent.ts";

const shutdownLimitMs = 30_000;

/** With npm, one Ctrl+C arrives twice: directly and forwarded. */
const sameSignalMs = 1_000;

/** Disposes and exits on a termination signal; a second signal exits at once, and so does a late disposal. */
export function endOnSignal(dispose: () => Promise<void>): void {
  let askedAtMs: number | null = null;
  const end = () => {
    if (askedAtMs !== null) {
      if (performance.now() - askedAtMs > sameSignalMs) process.exit(1);
      return;
    }
    askedAtMs = performance.now();
    withinLimit(dispose(), shutdownLimitMs, "The shutdown").then(
      () => process.exit(0),
      (thrown: unknown) => {
        process.stderr.write(`${String(thrown)}\n`);
        process.exit(1);
      },
    );
  };
  // SIGHUP: the terminal was closed. SIGBREAK: Ctrl+Break on Windows.
  for (const signal of [
    "SIGINT",
    "SIGTERM",
    "SIGHUP",
    ...(process.platform === "win32" ? ["SIGBREAK"] : []),
  ]) {
    process.on(signal, end);
  }
  endWithParent(end);
}
