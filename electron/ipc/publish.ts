import type { EventMessage } from "../../shared/ipc/contract.ts";

/** Sends an event to every page, in order. */
export type Publish = (message: EventMessage) => void;
