import { expect, it } from "vitest";
import { measureArithmetic } from "./measure-arithmetic.ts";

it("measures a plausible number of operations per second", async () => {
  const perSecond = await measureArithmetic(1);
  expect(perSecond).toBeGreaterThan(1e7);
  expect(perSecond).toBeLessThan(1e11);
});
