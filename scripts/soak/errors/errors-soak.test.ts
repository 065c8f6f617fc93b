import { expect, it } from "vitest";
import { errorsSoak } from "./errors-soak.ts";

/** The full run is `npm run soak -- errors`. */
it(
  "recovers from faults of files, database and engine, and loses nothing",
  { timeout: 300_000 },
  async () => {
    const { breaches, rows } = await errorsSoak.run({ count: 8, seed: 3, onProgress: () => undefined });
    expect(breaches).toEqual([]);
    expect(rows.length).toBeGreaterThan(1);
  },
);
