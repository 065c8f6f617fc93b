import { useMemo } from "react";
import type { EngineState, Model, ModelId } from "../shared/models/model.ts";
import type { MediaHost, Senses } from "./features/media/media-host.ts";
import { useModels } from "./features/models/models-store.ts";
import { openDialog } from "./shell/shell-state.ts";

const onChooseModel = () => openDialog("models");

/** What the chosen model and the others can see and hear, for the parts that attach things. */
export function useMediaHost(modelId: ModelId | null): MediaHost {
  const models = useModels((state) => state.models);
  const engine = useModels((state) => state.engine);
  return useMemo(() => {
    const model = models.find(({ id }) => id === modelId);
    const able = (sense: keyof Senses) =>
      models
        .filter(({ state, projector }) => state.type === "ready" && projector?.[sense] === true)
        .map(({ name }) => name);
    return {
      modelName: model?.name ?? "",
      senses: sensesOf(model, engine),
      lacksProjector: model?.projector === null && !model.isDemo && model.architecture === "gemma4",
      able: { see: able("sees"), hear: able("hears") },
      contextSizeTokens:
        engine.type === "ready" && engine.modelId === modelId ? engine.contextSizeTokens : null,
      onChooseModel,
    };
  }, [models, engine, modelId]);
}

/** Loaded, the engine knows; before that, the projector beside the model tells. */
function sensesOf(model: Model | undefined, engine: EngineState): Senses | null {
  if (!model) return null;
  if (engine.type === "ready" && engine.modelId === model.id) return engine.media;
  return { sees: model.projector?.sees ?? false, hears: model.projector?.hears ?? false };
}
