import { expect, it } from "vitest";
import { describeWithAddon } from "../../../tests/fixtures/describe-with-addon.ts";
import { draftingSoak } from "./drafting-soak.ts";
import { draftedModels } from "./random-turns.ts";

describeWithAddon("conversations on every kind of model", () => {
  it("have the same replies with drafts as without", { timeout: 120_000 }, async () => {
    const { facts, breaches } = await draftingSoak.run({
      count: draftedModels.length,
      seed: 7,
      onProgress: () => undefined,
    });
    expect(breaches).toEqual([]);
    expect(facts["accepted"]).toBeGreaterThan(100);
  });
});
