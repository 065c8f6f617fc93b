import type { Model } from "../../../shared/models/model.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { json, type ApiReply } from "../http/api-reply.ts";
import { apiNameOf, repoNameOf } from "./find-model.ts";

/** `GET /v1/models`: the models that can be asked for, in OpenAI's form with the fields of llama-server. */
export async function listModels({ context }: ApiCall): Promise<ApiReply> {
  const { models, aliases = {} } = context.options;
  const usable = models.list().filter(({ state }) => state.type === "ready");
  const data = usable.flatMap((model) => {
    const names = Object.entries(aliases).flatMap(([alias, id]) => (id === model.id ? [alias] : []));
    return [...names, apiNameOf(model, usable)].map((name) => entryOf(name, model));
  });
  return json({ object: "list", data });
}

/** `GET /v1/models/NAME` */
export function oneModel(name: string) {
  return async ({ context }: ApiCall): Promise<ApiReply> => {
    const { model, calledName } = context.findModel(decoded(name));
    return json(entryOf(calledName, model));
  };
}

function entryOf(id: string, model: Model) {
  const { quantization, contextLength, sizeBytes, architecture, projector, fileName } = model;
  return {
    id,
    object: "model",
    created: 0,
    owned_by: "facet",
    meta: {
      architecture,
      quantization,
      size: sizeBytes,
      n_ctx_train: contextLength,
      file_name: fileName,
      repo: repoNameOf(model),
    },
    // As a llama-server that routes to several models.
    architecture: { input_modalities: inputsOf(model), output_modalities: ["text"] },
    capabilities: { vision: projector?.sees ?? false, audio: projector?.hears ?? false },
  };
}

function inputsOf({ projector }: Model): readonly string[] {
  return [
    "text",
    ...(projector?.sees === true ? ["image"] : []),
    ...(projector?.hears === true ? ["audio"] : []),
  ];
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    throw new ApiError("invalid_request_error", "The name of the model is not a valid part of a URL.");
  }
}
