import type { EngineMessage, EngineRequest } from "../../shared/engine/protocol.ts";
import type { EngineCrash } from "./engine.ts";

/** A running engine process, however it was started (Electron's utilityProcess or a forked Node). */
export interface EngineProcess {
  post(request: EngineRequest): void;
  onMessage(listener: (message: EngineMessage) => void): void;
  /** Called once, whatever ended it. */
  onExit(listener: (exit: EngineCrash) => void): void;
  kill(): void;
}

/** @param scratchFolder for its use alone; null: it has none */
export type StartEngineProcess = (scratchFolder: string | null) => EngineProcess;
