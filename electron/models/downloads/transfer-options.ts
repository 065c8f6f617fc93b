import type { RetryLimits } from "./retry-pace.ts";

export interface TransferOptions {
  readonly connections: number;
  readonly pieceBytes: number;
  /** How long nothing may be heard. */
  readonly patienceMs: number;
  readonly retry: RetryLimits;
  /** What always stays free, for the system and everything else on the disk. */
  readonly reserveBytes: number;
  /** How often a full disk is looked at again. */
  readonly spaceLookMs: number;
  readonly recordEveryMs: number;
}

/**
 * Pieces are taken in order, so that what is there has few gaps, the hash keeps up with it and a disk need not fill up
 * from the end. Each is a second's work for a fast line.
 */
export const transferOptions: TransferOptions = {
  connections: 4,
  pieceBytes: 32 * 1024 * 1024,
  patienceMs: 20_000,
  retry: { firstMs: 500, longestMs: 60_000 },
  reserveBytes: 1_000_000_000,
  spaceLookMs: 5_000,
  recordEveryMs: 1_000,
};
