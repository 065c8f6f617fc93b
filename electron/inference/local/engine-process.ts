import type { EngineMessage, EngineRequest } from "../../../shared/inference/engine-protocol.ts";

/** A running engine process, however it was started (Electron's utilityProcess or a forked Node). */
export interface EngineProcess {
  /** Undefined: it could not be started. */
  readonly pid: number | undefined;
  post(request: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  /** Called once, whatever ended it. */
  onExit(listener: (exit: ProcessExit) => void): void;
  /** At once, and even a process that does not answer. */
  kill(): void;
}

export interface ProcessExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  /** The last lines the process wrote to stderr, for the log. */
  readonly lastWords: string;
}

/** @param scratchFolder for its use alone; null: it has none */
export type StartEngineProcess = (scratchFolder: string | null) => EngineProcess;
