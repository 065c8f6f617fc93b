import type { LoadingSnapshot, loadingRoutes } from "../../shared/ipc/loading-routes.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { ModelId } from "../../shared/models/model.ts";
import { settingsSchema } from "../../shared/settings/settings.ts";
import type { Feature } from "../ipc/feature.ts";
import type { SettingsStore } from "../settings/settings-store.ts";
import type { IdleUnloader } from "./idle-unloader.ts";
import type { ModelChoice } from "./model-choice.ts";
import type { Engine } from "./local/engine.ts";
import type { ModelLoader } from "./model-loader.ts";

export function loadingFeature({
  loader,
  modelChoice,
  idleUnloader,
  settings,
  templates,
  engine,
  variants,
}: {
  readonly loader: ModelLoader;
  readonly modelChoice: ModelChoice;
  readonly idleUnloader: IdleUnloader;
  readonly settings: SettingsStore;
  /** Rejects a chat template that cannot be used. */
  readonly templates: { assertUsable(modelId: ModelId, template: string): Promise<void> };
  readonly engine: Pick<Engine, "describe">;
  readonly variants: { forget(): void };
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
        const modelSettings = { ...settings.current.modelSettings, [modelId]: chosen };
        if (!settingsSchema.shape.modelSettings.safeParse(modelSettings).success) {
          throw new AppError("invalid-request", "The settings of all models together are too large");
        }
        return settings.update({ modelSettings });
      },
      "models.unload": () => modelChoice.unload(),
      "models.library": async () => (await engine.describe()).library,
      "models.retryVariants": () => variants.forget(),
    },
    snapshot: { engine: () => loader.state },
    dispose: () => idleUnloader.dispose(),
  };
}
