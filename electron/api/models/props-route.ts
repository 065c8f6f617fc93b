import type { ApiCall } from "../api-context.ts";
import { json, type ApiReply } from "../http/api-reply.ts";
import { apiNameOf } from "./find-model.ts";

/** `GET /props`, as llama-server's: the model of requests that name none. It is not loaded for this. */
export async function props({ context }: ApiCall): Promise<ApiReply> {
  const { options, findModel } = context;
  const { model, calledName } = findModel(null);
  const { sampling = {}, thinking = false } = options.defaults ?? {};
  return json({
    default_generation_settings: {
      n_ctx: options.contextSizeOf?.(model.id) ?? model.contextLength,
      params: sampling,
    },
    total_slots: 1,
    model_alias: calledName,
    model_name: apiNameOf(model, options.models.list()),
    model_path: model.fileName,
    modalities: { vision: model.projector?.sees ?? false, audio: model.projector?.hears ?? false },
    chat_template_kwargs: { enable_thinking: thinking },
    build_info: `facet ${options.version}`,
  });
}
