import { Template } from "@huggingface/jinja";
import { describe, expect, it } from "vitest";
import { OverBudget, renderWithin, type TemplateBudget } from "./template-budget.ts";

const render = (source: string, budget?: TemplateBudget) =>
  renderWithin(new Template(source), { words: ["a", "b"] }, budget);
const doubling = (initial: string) =>
  `{% set ns = namespace(s=${initial}) %}{% for i in range(60) %}{% set ns.s = ns.s + ns.s %}{% endfor %}`;

describe("renderWithin", () => {
  it.each([
    [
      "loops for hours",
      "{% for a in range(9999) %}{% for b in range(9999) %}{{ a }}{% endfor %}{% endfor %}",
    ],
    ["calls itself", "{% macro f(n) %}{{ f(n + 1) }}{{ f(n + 1) }}{% endmacro %}{{ f(0) }}"],
    ["doubles a list", doubling("[1]")],
    ["doubles a text", doubling("'a'")],
    ["needs one huge list", "{{ range(100000000) | length }}"],
    [
      "gathers lists",
      "{% set ns = namespace(s=[]) %}{% for i in range(99999) %}{% set ns.s = ns.s + [range(9999)] %}{% endfor %}",
    ],
    ["writes without end", `{% for i in range(99999) %}{{ '${"x".repeat(9_999)}' }}{% endfor %}`],
  ])("ends a template that %s", (_, source) => {
    const sinceMs = process.memoryUsage.rss();
    expect(() => render(source)).toThrow();
    expect(process.memoryUsage.rss() - sinceMs).toBeLessThan(1_500_000_000);
  });

  it("counts the steps of one prompt only", () => {
    const budget = { steps: 500, ms: 60_000, entries: 1_000, characters: 10_000 };
    const source = "{% for i in range(50) %}{{ i }} {% endfor %}";
    for (let time = 0; time < 20; time++) expect(render(source, budget)).toContain("49 ");
    expect(() => render(source, { ...budget, steps: 50 })).toThrow(OverBudget);
    // Outside of it, nothing is counted.
    expect(new Template(source).render({})).toContain("49 ");
  });

  it("has Jinja's range, and the variables of the template", () => {
    const source =
      "{{ range(3) }} {{ range(1, 7, 2) }} {{ range(5, 0, -2) }} {{ range(0) | length }} {{ words | join }}";
    expect(render(source)).toBe("[0, 1, 2] [1, 3, 5] [5, 3, 1] 0 ab");
  });

  it("has room for conversations of thousands of messages", () => {
    const source =
      "{% set ns = namespace(all=[]) %}{% for m in messages %}{% set ns.all = ns.all + [m] %}[{{ m.role }}]{{ m.content | trim }}{% endfor %}";
    const messages = Array.from({ length: 3_000 }, (_, at) => ({ role: "user", content: ` ${at} ` }));
    expect(renderWithin(new Template(source), { messages })).toContain("[user]2999");
  });
});
