import type { EngineMessage, EngineRequest } from "../../../../shared/inference/engine-protocol.ts";
import { isProbeNews } from "./probe-through-parent.ts";
import { endWithParent } from "./end-with-parent.ts";

/** The engine process's end of the message channel to its parent. */
export interface HostPort {
  post(message: EngineMessage): void;
  onRequest(listener: (request: EngineRequest) => void): void;
  /** Exits once all posted messages are delivered. */
  exit(): void;
}

/** The property `parentPort` of `process` in Electron's utility processes. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: "message", listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * Opens the channel to the parent: Electron's message port, or the IPC channel of a forked Node.
 *
 * A forked process whose parent is gone would be an orphan with gigabytes of memory. It is killed at once,
 * without exit handlers, because they would wait for the running evaluation. (Electron ends its utility
 * processes itself.)
 *
 * @throws when the process has neither channel
 */
export function openHostPort(): HostPort {
  const { parentPort } = process as { parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      post: (message) => parentPort.postMessage(message),
      onRequest: (listener) =>
        parentPort.on("message", ({ data }) => {
          if (!isProbeNews(data)) listener(data as EngineRequest);
        }),
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
      // Also called when the delivery failed: then nobody waits for the message any more.
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

/** How long to wait before exiting, since Electron does not report when a message was sent. */
const deliveryMs = 50;
