import { expect, it } from "vitest";
import { countFitting, roomFor } from "./fitting-parts.ts";

const pages = {
  parts: Array.from({ length: 10 }, (_, at) => ({ title: `Page ${at + 1}`, text: "word ".repeat(80) })),
};

it("leaves room for the question and the answer beside other attachments", () => {
  expect(roomFor(4096, 1000)).toBe(2072);
  expect(roomFor(4096, 9000)).toBe(0);
});

it.each([
  [0, 550, 5],
  [8, 10_000, 2],
  [0, 10, 1],
])("counts the parts that fit from %i on into %i tokens", (first, room, count) => {
  expect(countFitting(pages, first, room)).toBe(count);
});
