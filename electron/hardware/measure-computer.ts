import type { Measurement } from "./hardware-service.ts";
import { measureArithmetic } from "./measure-arithmetic.ts";
import { measureBandwidth } from "./measure-bandwidth.ts";

/** Measures what this many threads reach together, one after the other; takes some seconds. */
export async function measureComputer(threads: number): Promise<Measurement> {
  return {
    bandwidthBytesPerSecond: await measureBandwidth(threads),
    operationsPerSecond: await measureArithmetic(threads),
  };
}
