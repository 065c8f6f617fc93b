import { describe, expect, it } from "vitest";
import { lineBounds } from "./go-to-line.ts";

describe("lineBounds", () => {
  it("finds the start and the end of a line", () => {
    const text = "one\n\nthree\n";
    const lineAt = (line: number) => {
      const { start, end } = lineBounds(text, line);
      return text.slice(start, end);
    };
    expect([1, 2, 3, 4].map(lineAt)).toEqual(["one", "", "three", ""]);
  });

  it("stays at the last line when there are fewer", () => {
    expect(lineBounds("one\ntwo", 9)).toEqual({ start: 4, end: 7 });
    expect(lineBounds("", 1)).toEqual({ start: 0, end: 0 });
  });
});
