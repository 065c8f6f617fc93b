import type { RetryLimits } from "./retry-pace.ts";

export interface TransferOptions {
  readonly connections: number;
  readonly pieceBytes: number;
  /** How long a connection may stay silent before it is aborted. */
  readonly timeoutMs: number;
  readonly retry: RetryLimits;
  /** Disk space that always stays free for the system and other programs. */
  readonly reserveBytes: number;
  /** The interval between two checks of a full disk. */
  readonly spaceCheckIntervalMs: number;
  readonly recordEveryMs: number;
}

/**
 * Pieces are claimed in order: the file has few gaps, the hash keeps up, and the disk does not have to
 * allocate space from the end. A piece takes about a second on a fast connection.
 */
export const transferOptions: TransferOptions = {
  connections: 4,
  pieceBytes: 32 * 1024 * 1024,
  timeoutMs: 20_000,
  retry: { firstMs: 500, longestMs: 60_000 },
  reserveBytes: 1_000_000_000,
  spaceCheckIntervalMs: 5_000,
  recordEveryMs: 1_000,
};
