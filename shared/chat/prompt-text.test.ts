import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { promptTextOf } from "./prompt-text.ts";

const ofPart = { id: "p", status: "complete" } as const;
const file = (name: string, text: string) => ({ ...ofPart, type: "file", name, text }) as const;
const words = (text: string) => ({ ...ofPart, type: "text", text }) as const;

describe("promptTextOf", () => {
  it("returns the text unchanged where nothing is attached", () => {
    expect(promptTextOf({ parts: [words("  Hello\n")] })).toBe("  Hello\n");
    expect(promptTextOf({ parts: [] })).toBe("");
  });

  it("puts files before the text, each under its name", () => {
    const parts = [file("a.py", "print(1)\n"), file("notes", "no end of line"), words("Explain")];
    expect(promptTextOf({ parts })).toBe(
      "a.py:\n```py\nprint(1)\n```\n\nnotes:\n```\nno end of line\n```\n\nExplain",
    );
  });

  it("returns a file alone where the text is empty", () => {
    expect(promptTextOf({ parts: [file("empty.txt", "")] })).toBe("empty.txt:\n```txt\n```");
  });

  it("chooses a fence that the file's text cannot close", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("`", "a", "\n", " ") }), (text) => {
        const [, fence = "", ...lines] = promptTextOf({ parts: [file("x", text)] }).split("\n");
        expect(lines.pop()).toBe(fence);
        expect(lines.some((line) => line.includes(fence))).toBe(false);
        expect(`${lines.join("\n")}${lines.length > 0 ? "\n" : ""}`.trimEnd()).toBe(text.trimEnd());
      }),
    );
  });

  it("puts a name with line breaks on one line", () => {
    expect(promptTextOf({ parts: [file("a\nb\u2028c.txt", "x")] })).toMatch(/^a b c\.txt:\n```txt\n/);
  });
});
