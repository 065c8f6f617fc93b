import type { MediaPart } from "../../shared/chat/message-part.ts";
import type { ChatModelInfo } from "../../shared/inference/chat-model-info.ts";
import { AppError } from "../../shared/ipc/result.ts";
import { supportsKind } from "../../shared/media/media-capabilities.ts";
import type { Model } from "../../shared/models/model.ts";

/** The error names at most this many models. */
const mostNamed = 3;

/**
 * Checks, before the prefill, that the model supports all media attached to the message.
 * @throws AppError `media-unsupported` {kind, name, able, isRemote}; or the error with which its projector
 * failed to load
 */
export function expectTaken(
  attached: readonly Pick<MediaPart, "kind">[],
  model: Pick<ChatModelInfo, "name" | "media" | "location">,
  models: readonly Model[],
): void {
  const refused = attached.find(({ kind }) => !supportsKind(kind, model.media));
  if (!refused) return;
  const { problem } = model.media;
  if (problem) throw new AppError(problem.code, problem.message, { ...problem.data, name: model.name });
  const able = models
    .filter(
      ({ state, projector, isDemo }) =>
        state.type === "ready" && projector && !isDemo && supportsKind(refused.kind, projector),
    )
    .map(({ name }) => name);
  throw new AppError("media-unsupported", `The model does not support ${refused.kind}`, {
    kind: refused.kind,
    name: model.name,
    isRemote: model.location.type === "remote",
    able: [...new Set(able)].slice(0, mostNamed).join(", "),
  });
}
