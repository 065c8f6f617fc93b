import { expect, test } from "vitest";
import { preparedSize } from "./prepared-size.ts";

const receipt = { widthPx: 384, heightPx: 480 };

test("Auto leaves an image of whole tokens as it is, a document too", () => {
  for (const looksLikeDocument of [true, false]) {
    expect(preparedSize(receipt, null, looksLikeDocument).size).toEqual(receipt);
  }
});

test("a budget that was chosen is what the image is scaled to", () => {
  const { size, budget } = preparedSize(receipt, 560, true);
  expect(budget).toBe(560);
  expect(size.widthPx).toBeGreaterThan(receipt.widthPx);
});

test("Auto scales a photo that is larger than any budget to the largest", () => {
  const { size, budget } = preparedSize({ widthPx: 4000, heightPx: 3000 }, null, true);
  expect(budget).toBe(1120);
  expect((size.widthPx / 48) * (size.heightPx / 48)).toBeLessThanOrEqual(1120);
});

test("Auto does not keep an image of whole tokens that no budget holds", () => {
  expect(preparedSize({ widthPx: 4800, heightPx: 4800 }, null, false).size.widthPx).toBeLessThan(4800);
});
