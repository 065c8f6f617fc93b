import { assertNever } from "../../shared/assert-never.ts";
import type { LoadedPart } from "../../shared/inference/engine-protocol.ts";
import { AppError } from "../../shared/ipc/result.ts";
import type { Model, ModelId } from "../../shared/models/model.ts";
import type { WantedModel } from "./inference-request.ts";

/** The registry of model files on this computer. */
export interface ModelSource {
  find(id: ModelId): LoadableModel | null;
  list(): readonly Model[];
}

export interface LoadableModel {
  readonly model: Model;
  /** Absolute path of the (first) file. */
  readonly path: string;
  readonly projectorPath: string | null;
  readonly drafterPath: string | null;
  /** Models that are loaded beside it, as in `LoadRequest`. */
  readonly parts?: readonly LoadedPart[];
}

/**
 * The file of a model that can be loaded.
 * @throws AppError `model-missing`, `model-incomplete`, `model-unreadable`, each with {name}
 */
export function loadableModel(
  models: Pick<ModelSource, "find">,
  { modelId, modelName }: WantedModel,
): LoadableModel {
  const found = models.find(modelId);
  if (!found) throw new AppError("model-missing", `The model ${modelId} is gone`, { name: modelName });
  const { name, state } = found.model;
  switch (state.type) {
    case "ready":
      return found;
    case "incomplete":
      throw new AppError("model-incomplete", `The model ${modelId} is incomplete`, { name });
    case "unreadable":
      throw new AppError("model-unreadable", state.error.message, { ...state.error.data, name });
    default:
      return assertNever(state);
  }
}
