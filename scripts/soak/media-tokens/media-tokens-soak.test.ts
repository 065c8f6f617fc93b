import { expect, it } from "vitest";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { mediaTokensSoak } from "./media-tokens-soak.ts";

describeWithAddon("images and clips of any size", () => {
  it("take the predicted number of tokens, and no more than the budget", { timeout: 180_000 }, async () => {
    const { rows, breaches } = await mediaTokensSoak.run({ count: 2, seed: 7, onProgress: () => undefined });
    expect(breaches).toEqual([]);
    expect(rows.map(({ predictions }) => predictions)).toEqual([10, 10, 2, 2]);
  });
});
