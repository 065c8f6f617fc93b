import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { calculate } from "./calculate.ts";
import { ExpressionError } from "./expression-error.ts";

describe("calculate", () => {
  it.each([
    ["1 + 2 * 3", "7"],
    ["(1 + 2) * 3", "9"],
    ["10 - 2 - 3", "5"],
    ["2 ^ 3 ^ 2", "512"],
    ["-2 ^ 2", "-4"],
    ["2 ** -1", "0.5"],
    ["7 % 3", "1"],
    ["-7 % 3", "2"],
    ["200 * 15%", "30"],
    ["20% + 1", "1.2"],
    ["10 % (3)", "1"],
    ["5!", "120"],
    ["1_000 * 3", "3000"],
    ["1.5e3", "1500"],
    [".5 + .25", "0.75"],
    ["6 × 7 ÷ 2", "21"],
    ["3²", "9"],
    ["1 / 3", "0.333333333333333"],
    ["1/8", "0.125"],
    ["--3", "3"],
  ])("evaluates %s to %s", (expression, value) => {
    expect(calculate(expression)).toBe(value);
  });

  it.each([
    ["0.1 + 0.2", "0.3"],
    ["123456789 * 987654321", "121932631112635269"],
    ["2 ^ 100", "1267650600228229401496703205376"],
    ["1/3*3", "1"],
    ["19.99 * 3", "59.97"],
    ["25!", "15511210043330985984000000"],
    ["round(2.675, 2)", "2.68"],
    ["round(-0.5)", "-1"],
  ])("is exact where floating-point numbers are not: %s is %s", (expression, value) => {
    expect(calculate(expression)).toBe(value);
  });

  it.each([
    ["sqrt(144)", "12"],
    ["sqrt(2)", "1.4142135623731"],
    ["sin(30 * deg)", "0.5"],
    ["log(1000)", "3"],
    ["log(8, 2)", "3"],
    ["ln(e)", "1"],
    ["max(3, 9, 2)", "9"],
    ["mean(1, 2, 6)", "3"],
    ["floor(-1.5)", "-2"],
    ["ceil(1.2) + trunc(-1.9)", "1"],
    ["gcd(12, 18) + lcm(4, 6)", "18"],
    ["2 * PI", "6.28318530717959"],
  ])("knows functions and constants: %s is %s", (expression, value) => {
    const [shown, wanted] = [Number(calculate(expression)), Number(value)];
    expect(shown).toBeCloseTo(wanted, 12);
  });

  it.each([
    ["", /empty/],
    ["1 +", /ends too early/],
    ["(1", /ends too early/],
    ["1)", /Unexpected \) at position 2/],
    ["2 x", /Unexpected x/],
    ["1 / 0", /division by zero/],
    ["sqrt(-1)", /not a real number/],
    ["foo(1)", /no function named foo.*sqrt/],
    ["constructor", /no constant/],
    ["toString(1)", /no function/],
    ["alert`1`", /Not understood/],
    ["1;2", /Not understood at position 2/],
    ["9^9^9^9", /too large/],
    ["5000!", /too large/],
    ["(-1)!", /0 or more/],
    ["pow(1)", /takes 2 arguments, not 1/],
    ["(".repeat(500), /nested too deeply/],
    ["-".repeat(500) + "1", /nested too deeply/],
    ["1+".repeat(2000) + "1", /more than 2000 characters/],
  ])("refuses %j with words that help", (expression, message) => {
    expect(() => calculate(expression)).toThrow(ExpressionError);
    expect(() => calculate(expression)).toThrow(message);
  });

  it("agrees with fractions for random sums and products", () => {
    const number = fc.integer({ min: -1000, max: 1000 });
    fc.assert(
      fc.property(number, number, number, number, (a, b, c, d) => {
        const expected = BigInt(a) * BigInt(b) + BigInt(c) - BigInt(d);
        expect(calculate(`${a} * ${b} + ${c} - ${d}`)).toBe(String(expected));
        if (d !== 0) expect(calculate(`(${a} / ${d}) * ${d}`)).toBe(String(a));
      }),
    );
  });

  it("ends soon, with a number or an ExpressionError, whatever it is given", () => {
    const piece = fc.constantFrom(
      "1",
      "9",
      ".",
      "e",
      "9e99",
      "+",
      "-",
      "*",
      "/",
      "^",
      "%",
      "!",
      "(",
      ")",
      ",",
      "pi",
      "sqrt",
      " ",
      "$",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          expect(calculate(pieces.join(""))).toMatch(/^-?\d/);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ExpressionError);
        }
      }),
    );
  });
});
