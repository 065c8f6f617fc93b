import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Reads a block far larger than any cache over and over, looking for a byte that is not there: C libraries do that as fast as
 * memory delivers. As text, so that it needs no file of its own in the built app.
 */
const readerCode = `
const { parentPort, workerData } = require("node:worker_threads");
const { blockBytes, ms, threads, counts } = workerData;
const block = Buffer.alloc(blockBytes, 1);
// One that reads alone has all of the memory to itself: what counts is measured while all of them read.
const readUntilAll = (which) => {
  Atomics.add(counts, which, 1);
  while (Atomics.load(counts, which) < threads) block.indexOf(2);
};
parentPort.once("message", () => {
  readUntilAll(0);
  const startedAt = performance.now();
  let readBytes = 0;
  let tookMs = 0;
  while (tookMs < ms) {
    block.indexOf(2);
    readBytes += block.length;
    tookMs = performance.now() - startedAt;
  }
  readUntilAll(1);
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
  const counts = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const workerData = { blockBytes, ms: roundMs, threads, counts };
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
