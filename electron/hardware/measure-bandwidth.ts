import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Reads a block far larger than any cache repeatedly, by searching for a byte that does not occur: C
 * libraries do that at memory speed. It is a string, so that the built app needs no separate worker file.
 */
const readerCode = `
const { parentPort, workerData } = require("node:worker_threads");
const { blockBytes, ms, threads, counts } = workerData;
const block = Buffer.alloc(blockBytes, 1);
// A thread that reads alone gets the whole bandwidth: only the time in which all threads read is measured.
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
 * The bytes per second that this many threads read from memory together: the best of several rounds, since
 * other load only ever lowers it. Takes about a second and 96 MiB per thread.
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
