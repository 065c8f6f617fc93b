import { expect, it } from "vitest";
import { driftOf } from "./drift.ts";

it("measures divergence in nats and how often the likeliest token is the same", () => {
  const reference = Float32Array.of(0.5, 0.25, 0.25, 0.5, 0.25, 0.25);
  const other = Float32Array.of(0.5, 0.25, 0.25, 0.25, 0.5, 0.25);
  const { meanDivergence, largestDivergence, agreement } = driftOf(reference, other, 2);
  expect(largestDivergence).toBeCloseTo(0.25 * Math.log(2), 6);
  expect(meanDivergence).toBeCloseTo(0.125 * Math.log(2), 6);
  expect(agreement).toBe(0.5);
  expect(() => driftOf(reference, other.subarray(3), 2)).toThrow("3 probabilities");
});
