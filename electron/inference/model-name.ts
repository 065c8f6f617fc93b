import type { ModelId } from "../../shared/models/model.ts";
import { remoteModelName } from "../../shared/models/remote-server.ts";
import type { ModelSource } from "./model-source.ts";

/** The name of a local model or of one on a server; null: there is no such local model. */
export function modelNameOf(modelId: ModelId, models: Pick<ModelSource, "find">): string | null {
  return remoteModelName(modelId) ?? models.find(modelId)?.model.name ?? null;
}
