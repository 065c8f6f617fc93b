/** How one kind of test went. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** Passed, at the second attempt; with what was wrong at the first. */
  readonly unsteady?: readonly Failure[];
  readonly skipped: number;
}

export interface Failure {
  readonly name: string;
  /** What went wrong, short enough to read many of them. */
  readonly detail: string;
}

const detailLines = 12;
/** Terminals colour their output with these. */
const colours = /\u001b\[[0-9;]*m/g;

export function failure(name: string, detail: string): Failure {
  const lines = detail.replace(colours, "").trim().split("\n");
  const rest = lines.length - detailLines;
  return {
    name,
    detail: [...lines.slice(0, detailLines), ...(rest > 0 ? [`… ${rest} more lines`] : [])].join("\n"),
  };
}

/** The closing line: every check and every test counts as one. */
export function summary(outcomes: readonly Outcome[]): string {
  const sum = (count: (outcome: Outcome) => number) =>
    outcomes.reduce((total, outcome) => total + count(outcome), 0);
  const skipped = sum((outcome) => outcome.skipped);
  return [
    `${sum((outcome) => outcome.passed)} passed`,
    `${sum((outcome) => outcome.failures.length)} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(", ");
}
