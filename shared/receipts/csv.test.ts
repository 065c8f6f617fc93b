import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";

/** An independent RFC 4180 parser. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === ",") [row, cell] = [[...row, cell], ""];
    else if (char === "\r" && text[at + 1] === "\n") {
      rows.push([...row, cell]);
      row = [];
      cell = "";
      at++;
    } else cell += char;
  }
  return rows;
}

describe("csvOf", () => {
  it("round-trips any text, apart from the apostrophe before a formula", () => {
    const text = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom('a"b', "a,b", "a\r\nb", "=1+1", "\t=x", "'", "@", ""),
    );
    const rows = fc.array(fc.array(text, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(rows, (cells) => {
        const read = readCsv(csvOf(cells));
        expect(
          read.map((row) => row.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/u, ""))),
        ).toEqual(cells);
        for (const cell of read.flat()) expect(cell).not.toMatch(/^[=+@\t\r\n＝＋－＠]|^-(?!\d+(\.\d+)?$)/u);
      }),
    );
  });

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1-2", "'+1-2"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ['\t="x"', `"'\t=""x"""`],
    ["-3.50", "-3.50"],
    ["TEA", "TEA"],
  ])("writes %j as %s", (text, written) => {
    expect(csvOf([[text]])).toBe(`${written}\r\n`);
  });

  it("writes null as an empty cell and numbers as numbers", () => {
    expect(csvOf([[null, -1.5, 2]])).toBe(",-1.5,2\r\n");
  });
});
