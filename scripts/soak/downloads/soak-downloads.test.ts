import { describe, expect, it } from "vitest";
import { soakDownloads } from "./soak-downloads.ts";

/** The full run is `npm run soak -- downloads`. */
describe("downloading from a faulty hub, killed at random moments", () => {
  it(
    "ends with the exact bytes or a named error, and never lists a wrong file",
    { timeout: 300_000 },
    async () => {
      const report = await soakDownloads({ rounds: 8, seed: 500 });
      expect(report.breaches).toEqual([]);
      expect(report.kills).toBeGreaterThan(0);
      expect(Object.keys(report.faults).length).toBeGreaterThan(3);
    },
  );
});
