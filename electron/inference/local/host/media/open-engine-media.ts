import type { LlamaContext, LlamaModel } from "node-llama-cpp";
import { AddonError } from "../../../../../native/addon-error.ts";
import { Projector } from "../../../../../native/media.ts";
import type { LoadedMedia } from "../../../../../shared/inference/engine-protocol.ts";
import { AppError, toFailure, type Failure } from "../../../../../shared/ipc/result.ts";
import { mediaCacheBytes } from "../../../../../shared/models/media-cache.ts";
import { fileIdentity } from "../kept/model-identity.ts";
import { engineHandles } from "../llama-internals.ts";
import { EngineMedia } from "./engine-media.ts";

export interface OpenedMedia {
  readonly media: EngineMedia | null;
  readonly loaded: LoadedMedia;
}

export const textOnly: OpenedMedia = { media: null, loaded: { sees: false, hears: false, problem: null } };

/**
 * Opens the projector of a loaded model. A failure is returned and not thrown: the model still accepts text.
 */
export async function openEngineMedia(
  model: LlamaModel,
  context: LlamaContext,
  options: { readonly path: string; readonly threads: number; readonly signal: AbortSignal },
): Promise<OpenedMedia> {
  const { path, threads, signal } = options;
  try {
    const isOnGpu = model.gpuLayers > 0;
    const projector = await Projector.open(engineHandles(model, context), { path, isOnGpu, threads, signal });
    const media = new EngineMedia(
      projector,
      await fileIdentity(path),
      mediaCacheBytes(model.embeddingVectorSize),
    );
    return { media, loaded: { sees: media.sees, hears: media.hears, problem: null } };
  } catch (error) {
    signal.throwIfAborted();
    return { media: null, loaded: { sees: false, hears: false, problem: problemOf(error) } };
  }
}

function problemOf(error: unknown): Failure {
  if (error instanceof AddonError) {
    return toFailure(new AppError("media-off", error.message, { reason: error.code }));
  }
  return toFailure(error);
}
