import { expect, it } from "vitest";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { mediaSoak } from "./media-soak.ts";

/** The full run is `npm run soak -- media`. */
describeWithAddon("processing images and clips in one process", () => {
  it("gives correct results and stops quickly, every time", { timeout: 120_000 }, async () => {
    const { breaches, rows } = await mediaSoak.run({ count: 15, seed: 40, onProgress: () => undefined });
    expect(breaches).toEqual([]);
    expect(rows.length).toBeGreaterThan(3);
  });
});
