import type { ModelsSnapshot, modelRoutes } from "../../shared/ipc/model-routes.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { Feature } from "../ipc/feature.ts";
import type { ModelsOnDisk } from "./models-on-disk.ts";
import { readPlanFacts } from "./read-plan-facts.ts";

/** @param release unloads a model whose file is about to be deleted */
export function modelFeature(
  modelsOnDisk: ModelsOnDisk,
  release: (modelId: ModelId) => Promise<void>,
): Feature<typeof modelRoutes, ModelsSnapshot> {
  const { library, files } = modelsOnDisk;
  return {
    handlers: {
      "models.plan": async ({ modelId }) => {
        const found = library.find(modelId);
        return found === null ? null : readPlanFacts(found.path);
      },
      "models.openFolder": () => modelsOnDisk.openFolder(),
      "models.reveal": ({ modelId }) => modelsOnDisk.reveal(modelId),
      "models.remove": async ({ modelId }) => {
        await release(modelId);
        return files.remove(modelId);
      },
      "models.restore": ({ modelId }) => files.restore(modelId),
      "models.purge": ({ modelId }) => files.purgeOne(modelId),
      "models.showHidden": () => files.showHidden(),
      "models.add": ({ what }) => modelsOnDisk.add(what),
    },
    snapshot: {
      models: () => library.list(),
      modelsFolder: () => modelsOnDisk.folder,
    },
    dispose: () => modelsOnDisk.dispose(),
  };
}
