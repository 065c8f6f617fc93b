import { createHash } from "node:crypto";
import { openSync, readSync } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import type { FromHasher, ToHasher } from "./prefix-hasher.ts";

/** A thread that hashes the beginning of a file as far as it is told, from the disk: what counts is what arrived there. */
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
    if (read === 0) throw new Error("The file ends before what was written to it");
    hash.update(buffer.subarray(0, read));
    hashed += read;
    // Long ways are told of: after a restart all that is there is hashed again.
    parentPort?.postMessage({ hashedBytes: hashed, digest: null } satisfies FromHasher);
  }
}
