import { inspect } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";
import { seededRandom } from "../seeded-random.ts";
import type { Soak, SoakReport } from "../soak-report.ts";
import { openMediaActions } from "./media-actions.ts";
import { LoopWatch } from "./loop-watch.ts";

const settledAfter = 50;
const flatWithinMb = 24;
const longestBlockMs = 20;
const longestStopMs = 200;

/**
 * Processes images and clips in one process, some of them stopped at a random moment, with invalid input
 * among them.
 */
export const mediaSoak: Soak = {
  title: "Processing images and clips in one process",
  count: 300,
  async run({ count, seed, onProgress }): Promise<SoakReport> {
    const llama = await getLlama({
      gpu: false,
      build: "never",
      progressLogs: false,
      maxThreads: 1,
      logLevel: LlamaLogLevel.disabled,
    });
    const loop = new LoopWatch();
    const actions = await openMediaActions(llama, loop);
    await actions.readLargest();
    const breaches: string[] = [];
    const times: Record<string, { done: number; stopped: number }> = {};
    const memoryMb: number[] = [];
    let longestStop = 0;
    for (let round = 0; round < count; round++) {
      const random = seededRandom(seed + round);
      const name = random.pick(["receipt", "tones", "image", "image", "clip", "clip", "invalid input"]);
      const abort = new AbortController();
      const isToStop = random.below(3) < 1;
      const spent: NodeJS.CpuUsage[] = [];
      const stop = () => {
        spent.push(process.cpuUsage());
        abort.abort(new Error("enough"));
      };
      const timer = isToStop ? setTimeout(stop, random.below(600)) : undefined;
      const outcome = await actions.acts[name]?.(random, abort.signal).catch((error: unknown) => error);
      clearTimeout(timer);
      const isStopped = abort.signal.aborted && outcome === abort.signal.reason;
      times[name] ??= { done: 0, stopped: 0 };
      times[name][isStopped ? "stopped" : "done"] += 1;
      if (isStopped) longestStop = Math.max(longestStop, ...spent.map(cpuMs));
      else if (outcome !== null) breaches.push(`seed ${seed + round}, ${name}: ${inspect(outcome)}`);
      memoryMb.push(memoryNow());
      onProgress(round + 1);
    }
    await actions.dispose();
    await llama.dispose();

    const grownMb = grown(memoryMb);
    if (grownMb > flatWithinMb) breaches.push(`Memory grew by ${grownMb} MB after the first ${settledAfter}`);
    if (loop.longestMs > longestBlockMs)
      breaches.push(`The event loop was busy for ${loop.longestMs} ms without a pause`);
    if (longestStop > longestStopMs) breaches.push(`${longestStop} ms of CPU time were used after a stop`);
    return {
      facts: {
        [`memory after ${settledAfter}, in MB`]: Math.round(memoryMb[settledAfter - 1] ?? 0),
        "memory at the end, in MB": Math.round(memoryMb.at(-1) ?? 0),
        [`growth after ${settledAfter}, median of 20, in MB`]: grownMb,
        "longest busy time of the event loop, in ms of its thread's CPU time":
          Math.round(loop.longestMs * 10) / 10,
        "most CPU time used after a stop, in ms of the process": Math.round(longestStop),
      },
      rows: Object.entries(times).map(([action, each]) => ({ action, ...each })),
      breaches,
    };
  },
};

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / 1000;
}

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

/** Resident memory after a garbage collection. */
function memoryNow(): number {
  collect();
  return process.memoryUsage.rss() / 1024 ** 2;
}

/** The growth from the twenty rounds after the first ones to the last twenty; 0 when there are too few. */
function grown(memoryMb: readonly number[]): number {
  if (memoryMb.length < settledAfter + 40) return 0;
  const early = median(memoryMb.slice(settledAfter, settledAfter + 20));
  return Math.round(median(memoryMb.slice(-20)) - early);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
