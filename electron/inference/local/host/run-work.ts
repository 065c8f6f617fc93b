import type { Generation } from "./generation.ts";

/** What a run does with the model; `Generation` describes the calls. */
export type RunWork = Pick<Generation, "run" | "stop"> &
  Partial<Pick<Generation, "pause" | "continue" | "endReasoning" | "abandon" | "release">>;
