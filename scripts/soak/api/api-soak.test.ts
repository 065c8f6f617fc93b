import { expect, it } from "vitest";
import { apiSoak } from "./api-soak.ts";

/** The full run, `npm run soak -- api`, lasts a minute. */
it("mixes up no answers of eight clients that hang up at random, and leaves nothing behind", async () => {
  const { breaches, facts } = await apiSoak.run({ count: 5, seed: 2, onProgress: () => undefined });
  expect(breaches).toEqual([]);
  expect(Number(facts["answered"])).toBeGreaterThan(8);
  expect(Number(facts["aborted"])).toBeGreaterThan(0);
  expect(Number(facts["messages of the window"])).toBeGreaterThan(0);
});
