import { describe, expect, it } from "vitest";
import { soakHeaders } from "./soak-headers.ts";

/** The whole is `npm run soak -- headers`. */
describe("files whose headers are mutated", () => {
  it("take down no more than the engine's process", { timeout: 600_000 }, async () => {
    const report = await soakHeaders({ count: 25, seed: 1040, onProgress: () => undefined });
    expect(report.breaches).toEqual([]);
    expect(report.losses.filter(({ outcome }) => outcome === "engine-hung")).toEqual([]);
    const all = Object.values(report.outcomes).flatMap((of) => Object.keys(of));
    // The sample is worth something: some files load, some are refused, and some end the engine.
    expect(all).toEqual(expect.arrayContaining(["works", "model-load-failed"]));
  });
});
