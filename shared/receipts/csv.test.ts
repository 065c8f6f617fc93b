import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvOf } from "./csv.ts";

/** An independent RFC 4180 parser. Like spreadsheets, it takes a quote for one only at the start of a field. */
function readCsv(text: string, separator = ","): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = "";
  let isQuoted = false;
  let isStart = true;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    const wasStart = isStart;
    isStart = false;
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') cell += text.charAt(++at);
      else isQuoted = false;
    } else if (char === '"' && wasStart) isQuoted = true;
    else if (char === separator) {
      row.push(cell);
      [cell, isStart] = ["", true];
    } else if (char === "\r" || char === "\n") {
      rows.push([...row, cell]);
      [row, cell, isStart] = [[], "", true];
      if (char === "\r" && text[at + 1] === "\n") at++;
    } else cell += char;
  }
  return rows;
}

const formula = /^[\s"]*[=+\-@＝＋－＠]/u;
const part = fc.oneof(
  fc.constantFrom(
    "=1+1",
    "-2+3",
    "+1",
    "@SUM(A1)",
    "＝1",
    ";",
    "; ",
    '"',
    '""',
    ",",
    "\r\n",
    "\n",
    "\t",
    " ",
    "'",
    "a",
  ),
  fc.string({ unit: "grapheme", maxLength: 3 }),
);
const hostile = fc.array(part, { maxLength: 6 }).map((parts) => parts.join(""));
const table = fc.array(fc.array(hostile, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 5 });

describe("csvOf", () => {
  it("round-trips any text, apart from the apostrophes before formulas", () => {
    const bare = (text: string) => text.replaceAll("'", "");
    fc.assert(
      fc.property(table, (cells) => {
        expect(readCsv(csvOf(cells)).map((row) => row.map(bare))).toEqual(cells.map((row) => row.map(bare)));
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        fc.pre(!/[=+\-@＝＋－＠﹦﹢﹣﹫−;\t\r\n]/u.test(text));
        expect(readCsv(csvOf([[text]]))).toEqual([[text]]);
      }),
    );
  });

  it.each([",", ";", "\t"])(
    "has no field that is a formula for a spreadsheet that splits at %j",
    (separator) => {
      fc.assert(
        fc.property(table, (cells) => {
          for (const field of readCsv(csvOf(cells), separator).flat())
            if (!/^-?\d+(\.\d+)?$/.test(field)) expect(field).not.toMatch(formula);
        }),
        { numRuns: 1000 },
      );
    },
  );

  it.each([
    ["=HYPERLINK(1)", "'=HYPERLINK(1)"],
    ["+1-2", "'+1-2"],
    ["-2+3", "'-2+3"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ['\t="x"', `"'\t'=""x"""`],
    ["TEA;=1+1", "TEA;'=1+1"],
    ['TEA; "=1+1"', `"TEA;' ""=1+1"""`],
    ["a;b;@SUM(A1);-5", "a;b;'@SUM(A1);'-5"],
    ["TEA\n=1+1", `"TEA\n'=1+1"`],
    ["TEA\t+1", "TEA\t'+1"],
    ["\u00a0=1+1", "'\u00a0=1+1"],
    ["\u200b=1+1", "'\u200b=1+1"],
    ["﹦1+1", "'﹦1+1"],
    ["−2+3", "'−2+3"],
    ["-3.50", "-3.50"],
    ["TEA", "TEA"],
    ["TEA; 50% -- =", "TEA; 50% -- ="],
  ])("writes %j as %s", (text, written) => {
    expect(csvOf([["x", text]])).toBe(`x,${written}\r\n`);
  });

  it("does not leave a number in the first column to be joined with the next", () => {
    // With `;` as the separator, the first field would be -5,2+cmd.
    expect(csvOf([["-5", "2+cmd"]])).toBe("'-5,2+cmd\r\n");
  });

  it("writes null as an empty cell and numbers as numbers", () => {
    expect(csvOf([[null, -1.5, 2]])).toBe(",-1.5,2\r\n");
  });
});
