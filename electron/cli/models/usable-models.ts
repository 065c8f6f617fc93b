import type { AppSnapshot } from "../../../shared/ipc/contract.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";
import { shownModelName, type RemoteModel, type RemoteServer } from "../../../shared/models/remote-server.ts";

/** A model that a command can name: a local one, or one of a server. */
export type UsableModel =
  | { readonly type: "local"; readonly id: ModelId; readonly name: string; readonly model: Model }
  | {
      readonly type: "remote";
      readonly id: ModelId;
      readonly name: string;
      readonly model: RemoteModel;
      readonly server: RemoteServer;
    };

export function usableModels({
  models,
  servers,
}: Pick<AppSnapshot, "models" | "servers">): readonly UsableModel[] {
  return [
    ...models.map((model): UsableModel => ({ type: "local", id: model.id, name: model.name, model })),
    ...servers.flatMap((server) =>
      server.models.map((model): UsableModel => ({
        type: "remote",
        id: model.id,
        name: shownModelName(model.name),
        model,
        server,
      })),
    ),
  ];
}

/**
 * The models with this name: their id, the name in the list, or the file's name with or without `.gguf`.
 * Letters that differ in case match only where nothing matches exactly.
 */
export function modelsNamed(models: readonly UsableModel[], name: string): readonly UsableModel[] {
  const exact = models.filter((model) => namesOf(model).includes(name));
  if (exact.length > 0) return exact;
  const lower = name.toLowerCase();
  return models.filter((model) => namesOf(model).some((other) => other.toLowerCase() === lower));
}

function namesOf({ id, name, ...rest }: UsableModel): readonly string[] {
  if (rest.type === "remote") return [id, name, rest.model.name];
  const { fileName } = rest.model;
  return [id, name, fileName, fileName.replace(/\.gguf$/i, "")];
}
