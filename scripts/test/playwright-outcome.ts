import { failure, type Failure, type Outcome } from "./outcome.ts";

/** The part of Playwright's JSON report that is used here. */
export interface PlaywrightReport {
  readonly suites: readonly Suite[];
  /** Errors outside any test. */
  readonly errors: readonly { readonly message?: string }[];
}

interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly {
      readonly projectName: string;
      readonly status: "expected" | "unexpected" | "flaky" | "skipped";
      readonly results: readonly { readonly errors: readonly { readonly message?: string }[] }[];
    }[];
  }[];
}

export function playwrightOutcome(report: PlaywrightReport): Outcome {
  const failures: Failure[] = report.errors.map((error) => failure("Playwright", error.message ?? ""));
  const unsteady: Failure[] = [];
  let passed = 0;
  let skipped = 0;
  const visit = (suite: Suite, path: readonly string[]) => {
    const titles = [...path, suite.title];
    for (const spec of suite.specs) {
      for (const test of spec.tests) {
        const messages = test.results.flatMap(({ errors }) => errors.map(({ message }) => message ?? ""));
        const described = failure(
          `[${test.projectName}] ${[...titles, spec.title].join(" › ")}`,
          messages.join("\n"),
        );
        if (test.status === "unexpected") failures.push(described);
        else if (test.status === "skipped") skipped += 1;
        else passed += 1;
        if (test.status === "flaky") unsteady.push(described);
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, titles);
  };
  for (const suite of report.suites) visit(suite, []);
  return { passed, failures, unsteady, skipped };
}
