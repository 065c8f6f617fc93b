import { cp, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { defaultSettings } from "../../../shared/settings/default-settings.ts";

interface TrainedModelPaths {
  readonly modelPath: string;
  readonly projectorPath: string;
}

/**
 * For `test.use({ beforeStart })`: installs these models with their projectors, and chooses the first one.
 */
export function withTrained(...models: readonly [TrainedModelPaths, ...TrainedModelPaths[]]) {
  return {
    needsMedia: true,
    async run(home: string): Promise<void> {
      const folder = join(home, "models");
      await mkdir(folder, { recursive: true });
      for (const { modelPath, projectorPath } of models) {
        for (const path of [modelPath, projectorPath]) await cp(path, join(folder, basename(path)));
      }
      const settings = { ...defaultSettings, modelId: basename(models[0].modelPath) };
      await writeFile(join(home, "settings.json"), JSON.stringify(settings));
    },
  };
}
