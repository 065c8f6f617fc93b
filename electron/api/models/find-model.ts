import type { Model, ModelId } from "../../../shared/models/model.ts";
import type { ModelSource } from "../../inference/model-source.ts";
import { ApiError } from "../api-error.ts";

export interface FoundApiModel {
  readonly model: Model;
  /** What the caller called it, or its name: the `model` of the answer. */
  readonly calledName: string;
}

export interface NamedModels {
  readonly models: Pick<ModelSource, "list">;
  /** The model of requests that name none. */
  readonly defaultModelId: () => ModelId;
  /** Further names of models. */
  readonly aliases?: Readonly<Record<string, ModelId>>;
}

export type FindModel = (name: string | null) => FoundApiModel;

/**
 * Finds the model that a request names: by an alias, its id, the name in the picker, the name of its file
 * with or without `.gguf`, or `owner/repo:QUANT`. Upper and lower case are not told apart, except where that
 * decides between two.
 * @throws ApiError `not_found_error`, which lists the names
 */
export function modelFinder(options: NamedModels): FindModel {
  const aliases = new Map(Object.entries(options.aliases ?? {}));
  return (name) => {
    const models = options.models.list();
    if (name === null || name === "") return defaultModel(models, options.defaultModelId(), aliases);
    const model = byId(models, aliases.get(name)) ?? byName(models, name);
    if (model === undefined) throw noSuchModel(name, models, aliases);
    return { model, calledName: name };
  };
}

/** The name under which the list of models shows a model; two of one name are told apart by their ids. */
export function apiNameOf(model: Model, models: readonly Model[]): string {
  const isUnique = models.filter(({ name }) => name === model.name).length === 1;
  return isUnique ? model.name : model.id;
}

/** `owner/repo:QUANT` of a model whose id has its repository; null: it is from elsewhere. */
export function repoNameOf({ id, quantization }: Pick<Model, "id" | "quantization">): string | null {
  const [owner, repo, ...rest] = id.replace(/^[a-z.-]+:/, "").split("/");
  if (!owner || !repo || rest.length === 0) return null;
  return quantization === null ? `${owner}/${repo}` : `${owner}/${repo}:${quantization}`;
}

function byName(models: readonly Model[], name: string): Model | undefined {
  const wanted = name.replace(/^(?:https?:\/\/)?(?:hf\.co|huggingface\.co)\//, "");
  const lower = wanted.toLowerCase();
  return (
    byId(models, wanted) ??
    models.find((model) => namesOf(model).includes(wanted)) ??
    models.find((model) => namesOf(model).some((other) => other.toLowerCase() === lower))
  );
}

function namesOf(model: Model): readonly string[] {
  const repo = repoNameOf(model);
  const withoutQuant = repo?.replace(/:[^:]*$/, "");
  return [
    model.name,
    model.fileName,
    model.fileName.replace(/\.gguf$/i, ""),
    ...(repo === null ? [] : [repo]),
    ...(withoutQuant === undefined ? [] : [withoutQuant]),
  ];
}

const byId = (models: readonly Model[], id: ModelId | undefined) => models.find((model) => model.id === id);

function defaultModel(
  models: ReturnType<ModelSource["list"]>,
  id: ModelId,
  aliases: ReadonlyMap<string, ModelId>,
): FoundApiModel {
  const model = byId(models, id) ?? models.find(({ isDemo }) => isDemo);
  if (model === undefined) throw noSuchModel(id, models, aliases);
  const alias = [...aliases].find(([, aliased]) => aliased === model.id)?.[0];
  return { model, calledName: alias ?? apiNameOf(model, models) };
}

function noSuchModel(
  name: string,
  models: readonly Model[],
  aliases: ReadonlyMap<string, ModelId>,
): ApiError {
  const names = [...aliases.keys(), ...models.map((model) => apiNameOf(model, models))];
  const known = names
    .slice(0, 20)
    .map((known) => JSON.stringify(known))
    .join(", ");
  return new ApiError(
    "not_found_error",
    `There is no model ${JSON.stringify(name.slice(0, 200))}. ${names.length === 0 ? "No model is installed." : `Models: ${known}.`}`,
    { param: "model" },
  );
}
