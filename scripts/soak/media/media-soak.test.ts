import { expect, it } from "vitest";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { mediaSoak } from "./media-soak.ts";

/** The whole is `npm run soak -- media`. */
describeWithAddon("reading pictures and hearing clips in one process", () => {
  it("is right and quick to stop, time after time", { timeout: 120_000 }, async () => {
    const { breaches, rows } = await mediaSoak.run({ count: 15, seed: 40, onProgress: () => undefined });
    expect(breaches).toEqual([]);
    expect(rows.length).toBeGreaterThan(3);
  });
});
