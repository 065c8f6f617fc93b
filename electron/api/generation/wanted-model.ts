import type { WantedModel } from "../../inference/inference-request.ts";
import type { FoundApiModel } from "../models/find-model.ts";

export function wantedModel({ model }: FoundApiModel): WantedModel {
  return { modelId: model.id, modelName: model.name, contextLength: null };
}
