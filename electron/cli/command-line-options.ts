/** What a command line runs on. */
export interface CommandLineOptions {
  /** The data folder. */
  readonly home: string;
  readonly version: string;
  /** Absolute paths of parts of the app. */
  readonly parts: {
    readonly demoModel: string;
    readonly engineHost: string;
    readonly pageFolder: string;
  };
}
