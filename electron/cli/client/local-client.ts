import { AppError } from "../../../shared/ipc/result.ts";
import type { Operate } from "../host/run-operation.ts";
import type { HostFacts } from "../protocol/frames.ts";
import type { OperationOutput } from "../protocol/operations.ts";
import type { FacetClient } from "./facet-client.ts";

/** Calls the operations of services in this process. Closing the client ends them. */
export function localClient(services: {
  readonly operate: Operate;
  readonly hostFacts: HostFacts;
  dispose(): Promise<void>;
}): FacetClient {
  const { operate, hostFacts } = services;
  return {
    host: hostFacts,
    isHere: true,
    async call(name, input, { onEvent, signal = new AbortController().signal } = {}) {
      const emit = onEvent as ((event: unknown) => void) | undefined;
      const result = await operate(name, input, { emit: emit ?? (() => undefined), signal });
      if (!result.ok) throw new AppError(result.error.code, result.error.message, result.error.data);
      return result.value as OperationOutput<typeof name>;
    },
    close: () => services.dispose(),
  };
}
