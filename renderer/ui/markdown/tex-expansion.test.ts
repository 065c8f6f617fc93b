import { expect, it } from "vitest";
import { allowedExpansions } from "./tex-expansion.ts";

it.each([
  ["no macro", "\\frac{1}{2} \\ne \\R"],
  ["a macro", "\\def\\a{x}\\a+\\a"],
  ["a macro with arguments", "\\newcommand{\\ip}[2]{\\langle #1, #2\\rangle} \\ip{a}{b}"],
  ["a macro with a parameter", "\\def\\sq#1{{#1}^2} \\sq{x}"],
  ["two macros with the same parameter", "\\def\\f#1{f(#1)}\\def\\g#1{g(#1)} \\f{\\g{x}}"],
  ["a command that begins like a definition", "\\define \\edefinition"],
])("allows %s", (_name, tex) => {
  expect(allowedExpansions(tex)).toBeGreaterThanOrEqual(200);
});

it.each([
  ["a macro that expands where it is defined", "\\edef\\a{\\a\\a}"],
  ["a macro that repeats its argument", "\\def\\a#1{#1#1}"],
  ["a command that repeats its argument", "\\newcommand{\\a}[1]{#1+#1}"],
  ["a repeated argument within a definition", "\\def\\a#1{\\def\\b##1{##1##1}}"],
])("does not allow %s", (_name, tex) => {
  expect(allowedExpansions(tex)).toBeNull();
});

it("allows a long macro to be expanded a few times only", () => {
  expect(allowedExpansions(`\\def\\a{${"x".repeat(1990)}}\\a`)).toBeLessThanOrEqual(10);
});
