import type { z } from "zod";

/**
 * A request of a command to the Facet it talks to. Unlike a route of the page's contract it may report events
 * before its result, and it can be cancelled.
 */
export interface Operation<Input extends z.ZodType, Event, Output> {
  readonly input: Input;
  /** For the types only; never set. */
  readonly event?: Event;
  readonly output?: Output;
}

export function operation<Event, Output>() {
  return <Input extends z.ZodType>(input: Input): Operation<Input, Event, Output> => ({ input });
}

/** What the handler of an operation gets beside its input. */
export interface Call<Event> {
  readonly emit: (event: Event) => void;
  /** Aborted when the command cancels the call or is gone. */
  readonly signal: AbortSignal;
}
