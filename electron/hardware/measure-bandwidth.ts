import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Reads a block far larger than any cache over and over, looking for a byte that is not there: C libraries do that as fast as
 * memory delivers. As text, so that it needs no file of its own in the built app.
 */
const readerCode = `
const { parentPort, workerData } = require("node:worker_threads");
const block = Buffer.alloc(workerData.blockBytes, 1);
parentPort.once("message", () => {
  const startedAt = performance.now();
  let readBytes = 0;
  let tookMs = 0;
  while (tookMs < workerData.ms) {
    block.indexOf(2);
    readBytes += block.length;
    tookMs = performance.now() - startedAt;
  }
  parentPort.postMessage((readBytes * 1000) / tookMs);
});
parentPort.postMessage("ready");
`;

const blockBytes = 96 * 1024 ** 2;
const roundMs = 120;
const rounds = 6;

/**
 * How many bytes a second so many threads read from memory together: the best of some rounds, since whatever else runs
 * only ever makes it less. Takes about a second and 96 MB a thread.
 */
export async function measureBandwidth(threads: number): Promise<number> {
  let best = 0;
  for (let round = 0; round < rounds; round++) {
    best = Math.max(best, await readOnce(threads));
  }
  return best;
}

async function readOnce(threads: number): Promise<number> {
  const workerData = { blockBytes, ms: roundMs };
  const workers = Array.from({ length: threads }, () => new Worker(readerCode, { eval: true, workerData }));
  try {
    await Promise.all(workers.map((worker) => once(worker, "message")));
    const rates = workers.map((worker) => once(worker, "message") as Promise<[number]>);
    for (const worker of workers) {
      worker.postMessage("go");
    }
    return (await Promise.all(rates)).reduce((sum, [rate]) => sum + rate, 0);
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
