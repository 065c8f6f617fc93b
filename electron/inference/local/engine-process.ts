import type { LibraryVariant } from "../../../shared/inference/engine-library.ts";
import type { EngineMessage, EngineRequest } from "../../../shared/inference/engine-protocol.ts";

/** A running engine process, however it was started (Electron's utilityProcess or a forked Node). */
export interface EngineProcess {
  /** Undefined when the process could not be started. */
  readonly pid: number | undefined;
  post(request: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  /** Called exactly once, whatever ended the process. */
  onExit(listener: (exit: ProcessExit) => void): void;
  /** Kills the process immediately, even when it does not respond. */
  kill(): void;
}

export interface ProcessExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last lines the process wrote to stderr, for the log. */
  readonly lastWords: string;
}

/**
 * @param scratchFolder for temporary files of this process alone; null: none
 * @param skipped variants of the library that must not be loaded
 */
export type StartEngineProcess = (
  scratchFolder: string | null,
  skipped?: readonly LibraryVariant[],
) => EngineProcess;
