import { z } from "zod";

/** A request that the page can make: its input is parsed by the services; its output is only typed. */
export interface Route<Input extends z.ZodType, Output> {
  readonly input: Input;
  /** For the type only; never set. */
  readonly output?: Output;
}

/** The routes of one feature, or of all of them. */
export type Routes = Readonly<Record<string, Route<z.ZodType, unknown>>>;

export function route<Output>() {
  return <Input extends z.ZodType>(input: Input): Route<Input, Output> => ({ input });
}

/** The input of a route that needs none. */
export const nothing = z.object({});

/** The input as a page sends it, before defaults are filled in. */
export type InputOf<R> = R extends Route<infer Input, unknown> ? z.input<Input> : never;
/** The input as a handler receives it. */
export type ParsedOf<R> = R extends Route<infer Input, unknown> ? z.output<Input> : never;
export type OutputOf<R> = R extends Route<z.ZodType, infer Output> ? Output : never;
