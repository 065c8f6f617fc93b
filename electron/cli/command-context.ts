import type { FacetClient } from "./client/facet-client.ts";
import type { CommandLineOptions } from "./command-line-options.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** What a command gets beside its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly options: CommandLineOptions;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The running Facet, or else the services started in this process; always the same one. */
  facet(): Promise<FacetClient>;
  /** The running Facet; null: there is none. */
  runningFacet(): Promise<FacetClient | null>;
}
