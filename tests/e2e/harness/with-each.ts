import type { Options } from "./facet.ts";

type BeforeStart = Options["beforeStart"];

/** For `test.use({ beforeStart })`: several preparations of the data folder, one after another. */
export function withEach(...preparations: readonly BeforeStart[]): BeforeStart {
  return {
    needsMedia: preparations.some(({ needsMedia }) => needsMedia === true),
    async run(home) {
      for (const preparation of preparations) await preparation.run(home);
    },
  };
}
