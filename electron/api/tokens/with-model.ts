import type { ChatModel } from "../../inference/chat-model.ts";
import type { Tokenizer } from "../../inference/tokenizer.ts";
import type { ApiCall } from "../api-context.ts";
import { ApiError } from "../api-error.ts";
import { wantedModel } from "../generation/wanted-model.ts";

/**
 * Works with a model without generating; it is loaded where it is not.
 * @throws ApiError 404, 503 with Retry-After where loading takes long; AppError
 */
export async function withModel<T>(
  { context, signal, id }: ApiCall,
  name: string | null,
  work: (model: ChatModel) => Promise<T>,
): Promise<T> {
  const model = context.findModel(name);
  context.activity.change(id, { model: model.calledName });
  const late = AbortSignal.timeout(context.limits.loadWaitMs);
  try {
    return await context.options.inference.withModel(
      { model: wantedModel(model), priority: "background", whenMemoryShort: "refuse" },
      AbortSignal.any([signal, late]),
      work,
    );
  } catch (thrown) {
    if (!late.aborted || signal.aborted) throw thrown;
    throw new ApiError(
      "unavailable_error",
      "The model is still loading, or others are served first. Try again.",
      { retryAfterS: 5 },
    );
  }
}

/** @throws ApiError `not_supported_error`: the model is on another server */
export function withTokenizer<T>(
  call: ApiCall,
  name: string | null,
  work: (tokenizer: Tokenizer) => Promise<T>,
): Promise<T> {
  return withModel(call, name, async ({ tokenizer, info }) => {
    if (tokenizer !== undefined) return work(tokenizer);
    throw new ApiError("not_supported_error", `The vocabulary of ${info.name} is not on this computer.`, {
      param: "model",
    });
  });
}
