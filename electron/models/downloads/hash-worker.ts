import { createHash } from "node:crypto";
import { openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { FromHasher, ToHasher } from "./prefix-hasher.ts";

/**
 * A worker thread that hashes the beginning of a file up to the requested offset. It reads from the file, so
 * that the hash covers what was actually stored.
 */
const { path } = workerData as { readonly path: string };
const file = openSync(path, "r");
const buffer = Buffer.allocUnsafe(4 * 1024 * 1024);
const hash = createHash("sha256");
let hashed = 0;

parentPort?.on("message", (message: ToHasher) => {
  hashUpTo(message.toBytes);
  const digest = message.isEnd ? hash.digest("hex") : null;
  parentPort?.postMessage({ hashedBytes: hashed, digest } satisfies FromHasher);
});

function hashUpTo(end: number): void {
  while (hashed < end) {
    const read = readSync(file, buffer, 0, Math.min(buffer.length, end - hashed), hashed);
    if (read === 0) throw new Error("The file is shorter than the bytes written to it");
    hash.update(buffer.subarray(0, read));
    hashed += read;
    // Progress is posted for long runs: after a restart, everything stored so far is hashed again.
    parentPort?.postMessage({ hashedBytes: hashed, digest: null } satisfies FromHasher);
  }
}
