import { useMemo } from "react";
import type { ConversationId } from "../shared/chat/message.ts";
import type { EngineState } from "../shared/models/engine-state.ts";
import type { Model, ModelId } from "../shared/models/model.ts";
import type { VariantCapabilities } from "../shared/models/variant-capabilities.ts";
import { focusComposer } from "./features/chat/composer/focus-composer.ts";
import type { CapableModel, MediaHost } from "./features/media/media-host.ts";
import { askToLoad } from "./features/models/loading/load-request-store.ts";
import { nameAmong } from "./features/models/models-state.ts";
import { useModels } from "./features/models/models-store.ts";
import { findModel } from "./shell/shell-state.ts";

/**
 * What the media feature needs to know about the chosen model and the others: whether they accept images and
 * audio.
 */
export function useMediaHost(modelId: ModelId | null, conversationId: ConversationId | null): MediaHost {
  const models = useModels((state) => state.models);
  const engine = useModels((state) => state.engine);
  return useMemo(() => {
    const model = models.find(({ id }) => id === modelId);
    const contextSizeTokens =
      engine.type === "ready" && engine.modelId === modelId ? engine.contextSizeTokens : null;
    return {
      modelName: model?.name ?? "",
      senses: sensesOf(model, engine),
      lacksProjector: model?.projector === null && !model.isDemo && model.architecture === "gemma4",
      capableModels: listCapableModels(models),
      contextSizeTokens,
      isContextLongest: contextSizeTokens !== null && contextSizeTokens >= (model?.contextLength ?? Infinity),
      onUseModel: (id) => {
        const chosen = models.find((each) => each.id === id);
        if (chosen) void askToLoad(chosen, conversationId);
        // The pressed button disappears with the problem it solved.
        focusComposer();
      },
      onFindModel: findModel,
    };
  }, [models, engine, modelId, conversationId]);
}

function listCapableModels(models: readonly Model[]): readonly CapableModel[] {
  return models.flatMap((model) => {
    const { id, state, projector } = model;
    if (state.type !== "ready" || projector === null) return [];
    return [{ id, name: nameAmong(model, models), sees: projector.sees, hears: projector.hears }];
  });
}

/** A loaded model reports its capabilities; before that, they come from the projector file. */
function sensesOf(model: Model | undefined, engine: EngineState): VariantCapabilities | null {
  if (!model) return null;
  if (engine.type === "ready" && engine.modelId === model.id) return engine.media;
  return { sees: model.projector?.sees ?? false, hears: model.projector?.hears ?? false };
}
