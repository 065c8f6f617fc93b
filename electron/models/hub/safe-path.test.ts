import { describe, expect, it } from "vitest";
import { isSafePath } from "./safe-path.ts";

describe("isSafePath", () => {
  it("accepts file names that repositories use", () => {
    expect(["a.gguf", "BF16/gemma-4-31B-it-BF16-00001-of-00002.gguf", "m_1+2 b.gguf"].every(isSafePath)).toBe(
      true,
    );
  });

  it.each([
    "../a.gguf",
    "/a.gguf",
    "a//b",
    ".hidden",
    "a/.b",
    "C:\\a",
    "a\u0000",
    "a.",
    "a ",
    "",
    "NUL",
    "a/con.gguf",
  ])("refuses %j", (path) => {
    expect(isSafePath(path)).toBe(false);
  });
});
