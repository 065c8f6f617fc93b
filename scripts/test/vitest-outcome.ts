import { failure, type Failure, type Outcome } from "./outcome.ts";

/** The part of Vitest's JSON report that is read here. */
export interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: "passed" | "failed";
    readonly message?: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      readonly failureMessages?: readonly string[] | null;
    }[];
  }[];
}

export function vitestOutcome(report: VitestReport): Outcome {
  const failures: Failure[] = [];
  let passed = 0;
  let skipped = 0;
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    const good = file.assertionResults.filter((test) => test.status === "passed");
    passed += good.length;
    skipped += file.assertionResults.length - good.length - failed.length;
    failures.push(
      ...failed.map((test) =>
        failure(`${file.name}: ${test.fullName}`, (test.failureMessages ?? []).join("\n")),
      ),
    );
    // A file that can't even be loaded has no tests to fail.
    if (file.status === "failed" && failed.length === 0)
      failures.push(failure(file.name, file.message ?? ""));
  }
  return { passed, failures, skipped };
}
