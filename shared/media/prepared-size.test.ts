import { expect, test } from "vitest";
import { preparedSize } from "./prepared-size.ts";

const receipt = { widthPx: 384, heightPx: 480 };

test("Auto keeps the size of an image whose sides are whole tokens, document or not", () => {
  for (const looksLikeDocument of [true, false]) {
    expect(preparedSize(receipt, null, looksLikeDocument).size).toEqual(receipt);
  }
});

test("scales an image up to a budget that was chosen", () => {
  const { size, budget } = preparedSize(receipt, 560, true);
  expect(budget).toBe(560);
  expect(size.widthPx).toBeGreaterThan(receipt.widthPx);
});

test("Auto scales an image that exceeds every budget to the largest budget", () => {
  const { size, budget } = preparedSize({ widthPx: 4000, heightPx: 3000 }, null, true);
  expect(budget).toBe(1120);
  expect((size.widthPx / 48) * (size.heightPx / 48)).toBeLessThanOrEqual(1120);
});

test("Auto scales down an image whose sides are whole tokens but exceed every budget", () => {
  expect(preparedSize({ widthPx: 4800, heightPx: 4800 }, null, false).size.widthPx).toBeLessThan(4800);
});
