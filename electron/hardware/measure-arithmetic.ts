import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Multiplies and adds doubles in eight independent chains, so that no addition waits for the one before. It is a
 * string, so that the built app needs no separate worker file.
 */
const workerCode = `
const { parentPort, workerData } = require("node:worker_threads");
const { ms } = workerData;
function work(times) {
  let a = 1, b = 2, c = 3, d = 4, e = 5, f = 6, g = 7, h = 8;
  for (let i = 0; i < times; i++) {
    a = a * 0.5 + 1; b = b * 0.5 + 1; c = c * 0.5 + 1; d = d * 0.5 + 1;
    e = e * 0.5 + 1; f = f * 0.5 + 1; g = g * 0.5 + 1; h = h * 0.5 + 1;
  }
  return a + b + c + d + e + f + g + h;
}
const times = 100_000;
let sum = 0;
for (let warm = 0; warm < 50; warm++) sum += work(times);
parentPort.once("message", () => {
  const startedAt = performance.now();
  let done = 0;
  let tookMs = 0;
  while (tookMs < ms) {
    sum += work(times);
    done += 8 * times;
    tookMs = performance.now() - startedAt;
  }
  parentPort.postMessage({ perSecond: (done * 1000) / tookMs, sum });
});
parentPort.postMessage("ready");
`;

const roundMs = 60;
const rounds = 4;

/**
 * The multiplications with addition per second that this many threads do together in plain code: the best of
 * several rounds, since other load only ever lowers it. Takes about half a second.
 */
export async function measureArithmetic(threads: number): Promise<number> {
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    best = Math.max(best, await calculateOnce(threads));
  }
  return best;
}

async function calculateOnce(threads: number): Promise<number> {
  const workers = Array.from(
    { length: threads },
    () => new Worker(workerCode, { eval: true, workerData: { ms: roundMs } }),
  );
  try {
    await Promise.all(workers.map((worker) => once(worker, "message")));
    const rates = workers.map((worker) => once(worker, "message") as Promise<[{ perSecond: number }]>);
    for (const worker of workers) worker.postMessage("go");
    return (await Promise.all(rates)).reduce((sum, [{ perSecond }]) => sum + perSecond, 0);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
