import type { EventMessage } from "../shared/ipc/contract.ts";

/** How services tell the pages what happened. The composition roots connect it to their transport. */
export type Publish = (message: EventMessage) => void;
