import { failure, type Failure, type Outcome } from "./outcome.ts";

/** The part of Vitest's JSON report that is used here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "passed" | "failed";
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      /** Includes failures of earlier attempts when the last one passed. */
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

/** A dead worker's last words are longer than a failed assertion. */
const runErrorLines = 30;

/** @param runErrors the errors outside any test, such as the death of a worker */
export function vitestOutcome(report: VitestReport, runErrors: readonly string[] = []): Outcome {
  const failures: Failure[] = [];
  const unsteady: Failure[] = [];
  let passed = 0;
  let skipped = 0;
  const unattributed = new Set(runErrors);
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    const good = file.assertionResults.filter((test) => test.status === "passed");
    passed += good.length;
    skipped += file.assertionResults.length - good.length - failed.length;
    const asFailure = (test: (typeof failed)[number]) =>
      failure(`${file.name}: ${test.fullName}`, (test.failureMessages ?? []).join("\n"));
    failures.push(...failed.map(asFailure));
    unsteady.push(...good.filter((test) => (test.failureMessages ?? []).length > 0).map(asFailure));
    // A file that fails to load, or whose worker died, has no tests that failed.
    if (file.status === "failed" && failed.length === 0) {
      const errors = runErrors.filter((error) => error.includes(file.name));
      for (const error of errors) unattributed.delete(error);
      failures.push(failure(file.name, [file.message ?? "", ...errors].join("\n"), runErrorLines));
    }
  }
  for (const error of unattributed) failures.push(failure("An error outside any test", error, runErrorLines));
  return { passed, failures, unsteady, skipped };
}
