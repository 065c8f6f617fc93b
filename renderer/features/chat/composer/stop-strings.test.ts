import { describe, expect, it } from "vitest";
import { joinStopStrings, splitStopStrings } from "./stop-strings.ts";

describe("stop strings as the user edits them", () => {
  it("are one a line, and keep line breaks and spaces inside one", () => {
    const strings = ["END", " User:", "\n\n"];
    expect(joinStopStrings(strings)).toBe(String.raw`END
 User:
\n\n`);
    expect(splitStopStrings(joinStopStrings(strings))).toEqual(strings);
  });

  it("leave out empty lines, too long ones, and more than the limit", () => {
    expect(splitStopStrings(`a\n\n${"x".repeat(201)}\nb`)).toEqual(["a", "b"]);
    expect(splitStopStrings("a\n".repeat(20))).toHaveLength(16);
  });
});
