import { expect, it } from "vitest";
import { contextsSoak } from "./contexts-soak.ts";

it("restores no wrong context after kills during saving", { timeout: 120_000 }, async () => {
  const { facts, breaches } = await contextsSoak.run({ count: 3, seed: 7, onProgress: () => undefined });
  expect(breaches).toEqual([]);
  expect(facts).toMatchObject({ kills: 3 });
});
