import { cp, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { fixtureModel, type FixtureModelName } from "../../fixtures/models.ts";

/** For `test.use({ beforeStart })`: puts these models into the models folder. */
export function withModels(...names: readonly FixtureModelName[]) {
  return {
    async run(home: string): Promise<void> {
      const folder = join(home, "models");
      await mkdir(folder, { recursive: true });
      for (const name of names) await cp(await fixtureModel(name), join(folder, `${name}.gguf`));
    },
  };
}
