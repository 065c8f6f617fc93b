import { describe, expect, it } from "vitest";
import { failure, summary } from "./outcome.ts";
import { playwrightOutcome } from "./playwright-outcome.ts";
import { vitestOutcome } from "./vitest-outcome.ts";

describe("the outcome of a test run", () => {
  it("is summarized in one line that counts everything", () => {
    const outcomes = [
      { passed: 3, failures: [], skipped: 0 },
      { passed: 4, failures: [failure("a", "b")], skipped: 0 },
    ];
    expect(summary(outcomes)).toBe("7 passed, 1 failed");
    expect(summary([...outcomes, { passed: 0, failures: [], skipped: 2 }])).toBe(
      "7 passed, 1 failed, 2 skipped",
    );
  });

  it("keeps the beginning of a long failure, without colours", () => {
    const long = Array.from({ length: 30 }, (_, line) => `\u001b[31mline ${line}\u001b[39m`).join("\n");
    const { detail } = failure("a test", long);
    expect(detail.split("\n")).toHaveLength(13);
    expect(detail).toMatch(/^line 0\nline 1\n/);
    expect(detail).toMatch(/18 more lines$/);
  });

  it("is read from Vitest's report, files that do not load included", () => {
    const test = (status: string) => ({
      fullName: status,
      status,
      failureMessages: status === "failed" ? ["it failed"] : [],
    });
    const unsteady = { fullName: "unsteady", status: "passed", failureMessages: ["it failed once"] };
    const report = {
      testResults: [
        {
          name: "a.test.ts",
          status: "failed" as const,
          assertionResults: [...["passed", "failed", "pending", "todo"].map(test), unsteady],
        },
        { name: "b.test.ts", status: "failed" as const, message: "no such module", assertionResults: [] },
      ],
    };
    expect(vitestOutcome(report)).toEqual({
      passed: 2,
      failures: [
        { name: "a.test.ts: failed", detail: "it failed" },
        { name: "b.test.ts", detail: "no such module" },
      ],
      unsteady: [{ name: "a.test.ts: unsteady", detail: "it failed once" }],
      skipped: 2,
    });
  });

  it("contains how a worker died, and other errors outside of tests", () => {
    const died = { name: "c.test.ts", status: "failed" as const, message: "", assertionResults: [] };
    const death = "The worker ended with SIGSEGV while it ran c.test.ts\nThe end of its stderr:\nlast words";
    expect(vitestOutcome({ testResults: [died] }, [death, "Error: unhandled"]).failures).toEqual([
      { name: "c.test.ts", detail: death },
      { name: "An error outside any test", detail: "Error: unhandled" },
    ]);
  });

  it("is read from Playwright's report, errors outside of tests included", () => {
    const spec = (status: "expected" | "unexpected" | "flaky" | "skipped") => ({
      title: status,
      tests: [{ projectName: "browser", status, results: [{ errors: [{ message: `it was ${status}` }] }] }],
    });
    const report = {
      errors: [{ message: "no browser" }],
      suites: [
        {
          title: "chat.spec.ts",
          specs: [spec("expected"), spec("skipped")],
          suites: [{ title: "a chat", specs: [spec("unexpected"), spec("flaky")] }],
        },
      ],
    };
    const outcome = playwrightOutcome(report);
    expect(outcome).toMatchObject({ passed: 2, skipped: 1 });
    expect(outcome.unsteady).toEqual([
      { name: "[browser] chat.spec.ts › a chat › flaky", detail: "it was flaky" },
    ]);
    expect(outcome.failures.map(({ name }) => name)).toEqual([
      "Playwright",
      "[browser] chat.spec.ts › a chat › unexpected",
    ]);
  });
});
