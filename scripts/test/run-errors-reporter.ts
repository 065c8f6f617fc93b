import { writeFileSync } from "node:fs";
import type { SerializedError } from "vitest";
import type { Reporter, TestModule } from "vitest/node";

/** Environment variable with the path of the file to write. */
export const runErrorsVariable = "FACET_RUN_ERRORS";

/** Writes the errors outside any test, which Vitest's JSON report omits, as a JSON array of texts. */
export default class RunErrorsReporter implements Reporter {
  onTestRunEnd(_modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const path = process.env[runErrorsVariable];
    if (path !== undefined) writeFileSync(path, JSON.stringify(errors.map(textOf)));
  }
}

/** The cause says more than the error of the pool that wraps it. */
function textOf(error: SerializedError): string {
  return error.cause?.message ?? error.stack ?? error.message;
}
