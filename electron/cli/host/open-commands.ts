import type { DisposalStack } from "../../disposal-stack.ts";
import type { HomeLock } from "../../home/home-lock.ts";
import type { Log } from "../../home/log.ts";
import type { HostFacts } from "../protocol/frames.ts";
import { openControlSocket } from "./control-socket.ts";
import { operationHandlers, type OperationServices } from "./operation-handlers.ts";
import { operationRunner, type Operate } from "./run-operation.ts";

/**
 * Opens the operations to this process, and over a socket to the commands in others (ADR 31). Without a socket,
 * which some file systems do not have, commands cannot reach this process.
 */
export async function openCommands(
  services: OperationServices,
  host: {
    /** The data folder. */
    readonly home: string;
    readonly lock: HomeLock;
    readonly facts: HostFacts;
    readonly log: Log;
    readonly opened: DisposalStack;
  },
): Promise<Operate> {
  const { home, lock, facts, log, opened } = host;
  const operate = operationRunner(operationHandlers(services), (name, thrown) =>
    log.error(`The command operation ${name} failed because of a bug`, thrown),
  );
  try {
    const socket = opened.use(await openControlSocket({ home, operate, host: facts }));
    await lock.announce({ socket: socket.address });
  } catch (thrown) {
    log.error("The socket for commands could not be opened; commands cannot reach this Facet", thrown);
  }
  return operate;
}
