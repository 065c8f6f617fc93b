import type { LoadingSnapshot, loadingRoutes } from "../../shared/ipc/loading-routes.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { Feature } from "../ipc/feature.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { IdleUnloader } from "./idle-unloader.ts";
import type { ModelChoice } from "./model-choice.ts";
import type { ModelLoader } from "./model-loader.ts";

export function loadingFeature({
  loader,
  modelChoice,
  idleUnloader,
  settings,
  templates,
}: {
  readonly loader: ModelLoader;
  readonly modelChoice: ModelChoice;
  readonly idleUnloader: IdleUnloader;
  readonly settings: SettingsStore;
  /** Rejects a chat template that cannot be used. */
  readonly templates: { assertUsable(modelId: ModelId, template: string): Promise<void> };
}): Feature<typeof loadingRoutes, LoadingSnapshot> {
  return {
    handlers: {
      "models.select": ({ modelId, anyway }) => modelChoice.select(modelId, anyway),
      "models.checkLoad": ({ modelId, contextTokens }) =>
        loader.checkLoad({ modelId, modelName: modelId, contextLength: contextTokens }),
      "models.decide": ({ modelId, decision }) => loader.decide(modelId, decision),
      "models.configure": async ({ modelId, settings: chosen }) => {
        const { chatTemplate } = chosen;
        const isNew = chatTemplate !== settings.ofModel(modelId).chatTemplate;
        if (chatTemplate !== null && isNew) await templates.assertUsable(modelId, chatTemplate);
        return settings.update({ modelSettings: { ...settings.current.modelSettings, [modelId]: chosen } });
      },
      "models.unload": () => modelChoice.unload(),
    },
    snapshot: { engine: () => loader.state },
    dispose: () => idleUnloader.dispose(),
  };
}
