/** The outcome of one kind of test. */
export interface Outcome {
  readonly passed: number;
  readonly failures: readonly Failure[];
  /** Tests that passed on the second attempt, with the failure of the first. */
  readonly unsteady?: readonly Failure[];
  readonly skipped: number;
}

export interface Failure {
  readonly name: string;
  /** The failure message, shortened so that many can be listed. */
  readonly detail: string;
}

const detailLines = 12;
/** ANSI colour codes. */
const colours = /\u001b\[[0-9;]*m/g;

export function failure(name: string, detail: string, mostLines = detailLines): Failure {
  const lines = detail.replace(colours, "").trim().split("\n");
  const rest = lines.length - mostLines;
  return {
    name,
    detail: [...lines.slice(0, mostLines), ...(rest > 0 ? [`… ${rest} more lines`] : [])].join("\n"),
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
