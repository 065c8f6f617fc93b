import { describe, expect, it } from "vitest";
import { soakKills } from "./soak-kills.ts";

/** The full run is `npm run soak -- kills`. Linux only: the remaining processes are found through /proc. */
describe.runIf(process.platform === "linux")("killing the app and its engine at random moments", () => {
  it("loses nothing that a page received, and leaves no process behind", { timeout: 300_000 }, async () => {
    const report = await soakKills({ rounds: 12, seed: 100 });
    expect(report.breaches).toEqual([]);
    expect(report.kills.app).toBeGreaterThan(0);
    expect(report.kills.engine).toBeGreaterThan(0);
    expect(report.finishedMessages).toBeGreaterThan(0);
  });
});
