import { stat } from "node:fs/promises";
import type { LlamaContext, LlamaModel } from "node-llama-cpp";
import { AddonError, type AddonErrorCode } from "../../../../../native/addon-error.ts";
import { NativeDrafter } from "../../../../../native/drafter.ts";
import type { KeptThreads } from "../../../../../native/kept-threads.ts";
import { AppError, toFailure, type Failure } from "../../../../../shared/ipc/result.ts";
import { drafterMisfit } from "../../../../../shared/models/drafter-misfit.ts";
import { readHeader } from "../../../../models/read-header.ts";
import { engineHandles } from "../llama-internals.ts";

export interface OpenDrafterOptions {
  readonly path: string;
  readonly modelPath: string;
  readonly threads: KeptThreads | null;
  readonly signal: AbortSignal;
}

/**
 * Opens the drafter of a loaded model. A failure is returned and not thrown: the model works without it, only
 * slower.
 * @throws the reason of the signal when aborted
 */
export async function openDrafter(
  model: LlamaModel,
  context: LlamaContext,
  { path, modelPath, threads, signal }: OpenDrafterOptions,
): Promise<NativeDrafter | Failure> {
  try {
    await assertFits(path, modelPath);
    const isOnGpu = model.gpuLayers > 0;
    return await NativeDrafter.open(engineHandles(model, context), { path, isOnGpu, threads, signal });
  } catch (error) {
    signal.throwIfAborted();
    const reason = error instanceof AddonError ? error.code : "drafter-unreadable";
    const message = error instanceof AddonError ? error.message : "The drafter's file cannot be read";
    return drafterOff(isMissing(error) ? "missing" : reason, message);
  }
}

/** llama.cpp's own reader may hang or abort on a damaged header. */
async function assertFits(path: string, modelPath: string): Promise<void> {
  const [drafter, model] = [await readHeader(path), await readHeader(modelPath)];
  const misfit = drafterMisfit(drafter, model);
  if (misfit !== null) {
    throw new AddonError(
      misfit.type === "no-drafter" ? "drafter-unreadable" : "drafter-mismatch",
      misfit.detail,
    );
  }
  if ((await stat(path)).size < drafter.fileBytes) {
    throw new AddonError("drafter-unreadable", "The drafter's file is incomplete");
  }
}

const drafterOff = (reason: AddonErrorCode | "missing", message: string): Failure =>
  toFailure(new AppError("drafter-off", message, { reason }));

const isMissing = (error: unknown) => error instanceof Error && "code" in error && error.code === "ENOENT";
