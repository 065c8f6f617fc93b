import { monitorEventLoopDelay } from "node:perf_hooks";

/** An idle process that reports the largest delay of its event loop, in ms, on request. */
const delays = monitorEventLoopDelay({ resolution: 1 });
process.once("message", () => {
  delays.disable();
  process.send?.(delays.max / 1e6, () => process.disconnect());
});
process.send?.("ready", () => delays.enable());
