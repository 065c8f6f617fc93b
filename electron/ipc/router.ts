import { z } from "zod";
import {
  routes,
  type RouteInput,
  type RouteName,
  type RouteOutput,
  type RouteParsed,
} from "../../shared/ipc/contract.ts";
import { AppError, toFailure, type Result } from "../../shared/ipc/result.ts";
import type { HandlersOf } from "./feature.ts";

/** The handlers of all features. */
export type Handlers = HandlersOf<typeof routes>;

/** Handles a request from a page. Never rejects: failures are returned as values. */
export type Dispatch = (name: string, input: unknown) => Promise<Result<unknown>>;

/**
 * The common entry point of all transports: looks up the route, parses the input and converts the outcome to
 * a value. `onBug` receives every error that is not an `AppError`.
 */
export function createRouter(handlers: Handlers, onBug: (route: string, thrown: unknown) => void): Dispatch {
  return async (name, input) => {
    try {
      if (!isRouteName(name)) throw new AppError("invalid-request", "Unknown route", { route: name });
      return { ok: true, value: (await answer(handlers, name, input)) ?? null };
    } catch (thrown) {
      if (!(thrown instanceof AppError)) onBug(name, thrown);
      return { ok: false, error: toFailure(thrown) };
    }
  };
}

async function answer<Name extends RouteName>(handlers: Handlers, name: Name, input: unknown) {
  const parsed = routes[name].input.safeParse(input);
  if (!parsed.success) {
    throw new AppError("invalid-request", z.prettifyError(parsed.error), { route: name });
  }
  return handlers[name](parsed.data as RouteParsed<Name>);
}

function isRouteName(name: string): name is RouteName {
  return Object.hasOwn(routes, name);
}

/** A typed request for tests and other callers inside this process. */
export async function requestOf<Name extends RouteName>(
  dispatch: Dispatch,
  name: Name,
  input: RouteInput<Name>,
): Promise<RouteOutput<Name>> {
  const result = await dispatch(name, input);
  if (!result.ok) throw new AppError(result.error.code, result.error.message, result.error.data);
  return result.value as RouteOutput<Name>;
}
