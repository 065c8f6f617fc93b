import { z } from "zod";
import { AppError, toFailure, type Result } from "../../../shared/ipc/result.ts";
import { operations, type OperationHandlers, type OperationName } from "../protocol/operations.ts";
import type { Call } from "../protocol/operation.ts";

/** Runs an operation for a command. Never rejects: failures are returned as values. */
export type Operate = (name: string, input: unknown, call: Call<unknown>) => Promise<Result<unknown>>;

/**
 * The common entry point of both ways to call an operation: in this process, and over the socket. `onBug`
 * receives every error that is not an `AppError`.
 */
export function operationRunner(
  handlers: OperationHandlers,
  onBug: (operation: string, thrown: unknown) => void,
): Operate {
  return async (name, input, call) => {
    try {
      if (!isOperationName(name)) {
        throw new AppError("invalid-request", `Unknown operation ${name}`, { route: name });
      }
      const parsed = operations[name].input.safeParse(input);
      if (!parsed.success) {
        throw new AppError("invalid-request", z.prettifyError(parsed.error), { route: name });
      }
      // The table pairs each schema with the handler of its output.
      const handle = handlers[name] as (input: unknown, call: Call<unknown>) => Promise<unknown>;
      return { ok: true, value: (await handle(parsed.data, call)) ?? null };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) onBug(name, thrown);
      return { ok: false, error: toFailure(thrown) };
    }
  };
}

function isOperationName(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
