export interface SoakOptions {
  /** How often. */
  readonly count: number;
  readonly seed: number;
  readonly onProgress: (done: number) => void;
}

/** What came of it. */
export interface SoakReport {
  readonly facts: Readonly<Record<string, string | number>>;
  /** What there is one of for each case, as rows of a table. */
  readonly rows: readonly Readonly<Record<string, string | number>>[];
  /** What deserves a look though it is as promised. */
  readonly notes?: readonly string[];
  /** What was not as promised; empty when all was. */
  readonly breaches: readonly string[];
}

/** Something that is done so often that what happens seldom happens too. */
export interface Soak {
  readonly title: string;
  /** How often makes a whole one. */
  readonly count: number;
  run(options: SoakOptions): Promise<SoakReport>;
}
