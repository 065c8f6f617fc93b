import { describe, expect, it } from "vitest";
import { soakHeaders } from "./soak-headers.ts";

/** The full run is `npm run soak -- headers`. */
describe("files whose headers are mutated", () => {
  it("end at most the engine process", { timeout: 600_000 }, async () => {
    const report = await soakHeaders({ count: 25, seed: 1040, onProgress: () => undefined });
    expect(report.breaches).toEqual([]);
    expect(report.losses.filter(({ outcome }) => outcome === "engine-hung")).toEqual([]);
    const all = Object.values(report.outcomes).flatMap((of) => Object.keys(of));
    // The sample covers all cases: some files load, some are refused, and some end the engine.
    expect(all).toEqual(expect.arrayContaining(["works", "model-load-failed"]));
  });
});
