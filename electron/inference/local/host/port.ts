import type { EngineMessage, EngineRequest } from "../../../../shared/inference/engine-protocol.ts";
import { endWithParent } from "./end-with-parent.ts";

/** The engine process's end of the line to the process that started it. */
export interface HostPort {
  post(message: EngineMessage): void;
  onRequest(listener: (request: EngineRequest) => void): void;
  /** Ends this process once everything posted is on its way. */
  exit(): void;
}

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * The line this process was started with: Electron's, or the one of a forked Node.
 *
 * When a forked process's parent is gone, however it went, the line is cut; nobody is left to talk to, and a process that
 * went on computing would be an orphan with gigabytes of memory. So it ends at once, without the exit handlers: they would
 * wait for the evaluation that is running. (Electron ends its utility processes itself.)
 *
 * @throws when this is neither
 */
export function openHostPort(): HostPort {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onRequest: (listener) => parentPort.on("message", ({ data }) => listener(data as EngineRequest)),
      exit: () => setTimeout(() => process.exit(0), deliveryMs),
    };
  }
  if (process.send === undefined) {
    throw new Error("The engine process must be started by the app");
  }
  endWithParent();
  let undelivered = 0;
  let isOver = false;
  const exitWhenDelivered = () => {
    if (isOver && undelivered === 0) {
      process.exit(0);
    }
  };
  return {
    post: (message) => {
      undelivered++;
      // Also called when it could not be delivered: then nobody waits for it any more.
      process.send?.(message, undefined, undefined, () => {
        undelivered--;
        exitWhenDelivered();
      });
    },
    onRequest: (listener) => process.on("message", (message) => listener(message as EngineRequest)),
    exit: () => {
      isOver = true;
      exitWhenDelivered();
    },
  };
}

/** Electron does not tell when a message has left. */
const deliveryMs = 50;
