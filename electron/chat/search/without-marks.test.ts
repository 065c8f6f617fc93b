import { expect, it } from "vitest";
import { withoutMarks } from "./without-marks.ts";

it.each([
  ["| Size | Good at |\n| :--- | ---: |\n| 4B | chat |", "Size Good at 4B chat"],
  ["ut off | here |\n|---|:--\n| next", "ut off here next"],
  ["## A heading\n\n> quoted **bold** and *thin*", "A heading quoted bold and thin"],
  ["- one\n* two\n- [x] three\n1. four", "one two three 1. four"],
  ["See [the docs](https://a.example/b) and ![a cat](cat.png)", "See the docs and a cat"],
  ["See [the docs](https://a.exam", "See the docs"],
  ["Run `npm test`:\n```sh\nls | wc\n```", "Run npm test: ls | wc"],
  ["cut **in half", "cut in half"],
  ["2 * 3, a || b, snake_case, #1, a-b", "2 * 3, a || b, snake_case, #1, a-b"],
])("withoutMarks turns %j into %j", (text, words) => {
  expect(withoutMarks(text).replace(/\s+/gu, " ").trim()).toBe(words);
});
