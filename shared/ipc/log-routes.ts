import { nothing, route } from "./route.ts";

export interface LogText {
  /** The end of the log, with what was rotated away shortly before. */
  readonly text: string;
  /** How many dumps of crashed processes are in the data folder. */
  readonly crashDumps: number;
}

export const logRoutes = {
  "log.read": route<LogText>()(nothing),
} as const;
