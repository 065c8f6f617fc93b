export interface SoakOptions {
  /** The number of repetitions. */
  readonly count: number;
  readonly seed: number;
  readonly onProgress: (done: number) => void;
}

/** The result of a soak run. */
export interface SoakReport {
  readonly facts: Readonly<Record<string, string | number>>;
  /** Measures per case, as rows of a table. */
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** Noteworthy observations that violate no guarantee. */
  readonly notes?: readonly string[];
  /** Violations of the app's guarantees; empty when there are none. */
  readonly breaches: readonly string[];
}

/** A test that repeats an operation so often that rare events occur too. */
export interface Soak {
  readonly title: string;
  /** The number of repetitions of a full run. */
  readonly count: number;
  run(options: SoakOptions): Promise<SoakReport>;
}
