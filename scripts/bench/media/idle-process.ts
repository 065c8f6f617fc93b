import { monitorEventLoopDelay } from "node:perf_hooks";

/** Has nothing to do, and tells when it is asked how late its event loop was at the most, in ms. */
const delays = monitorEventLoopDelay({ resolution: 1 });
process.once("message", () => {
  delays.disable();
  process.send?.(delays.max / 1e6, () => process.disconnect());
});
process.send?.("ready", () => delays.enable());
