import { expect, it } from "vitest";
import { ratioInterval } from "./statistics.ts";

it("gives the mean ratio of pairs with its 95 % interval", () => {
  const same = ratioInterval([
    [2, 1],
    [4, 2],
    [6, 3],
  ]);
  expect([same.middle, same.low, same.high].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([2, 2, 2]);
  // Logarithms 0 and ±s in equal numbers: s = ln 1.1, twelve pairs, t with 11 degrees of freedom = 2.201.
  const pairs = Array.from({ length: 12 }, (_, i): readonly [number, number] =>
    i % 2 === 0 ? [1.1, 1] : [1, 1.1],
  );
  const { middle, low, high } = ratioInterval(pairs);
  const half = (2.201 * Math.log(1.1) * Math.sqrt(12 / 11)) / Math.sqrt(12);
  expect(middle).toBeCloseTo(1, 9);
  expect(high).toBeCloseTo(Math.exp(half), 3);
  expect(low).toBeCloseTo(Math.exp(-half), 3);
});
