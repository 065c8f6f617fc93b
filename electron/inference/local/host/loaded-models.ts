import type { LoadedMedia, LoadedModel, LoadRequest } from "../../../../shared/inference/engine-protocol.ts";
import type { Prompt } from "../../../../shared/inference/prompt-turn.ts";
import { supportsKind } from "../../../../shared/media/media-capabilities.ts";
import type { EngineModel } from "./engine-model.ts";
import type { LlamaLibrary } from "./llama-library.ts";
import { loadModel, type LoadOptions } from "./load-model.ts";

/** A loaded model and its parts, which look like one model from outside (ADR 48). */
export class LoadedModels {
  readonly loaded: LoadedModel;
  readonly main: EngineModel;
  readonly #parts: readonly EngineModel[];

  private constructor(main: EngineModel, parts: readonly EngineModel[]) {
    this.main = main;
    this.#parts = parts;
    this.loaded = { ...main.loaded, media: mediaOf([main, ...parts].map(({ loaded }) => loaded.media)) };
  }

  /** @throws AppError as `loadModel` does */
  static async load(
    library: LlamaLibrary,
    request: LoadRequest,
    options: LoadOptions,
  ): Promise<LoadedModels> {
    const { modelId, parts = [] } = request;
    const { signal, scratchFolder } = options;
    const main = await loadModel(library, request, options);
    const others: EngineModel[] = [];
    try {
      for (const { modelPath, projectorPath } of parts) {
        const part = { modelId, modelPath, projectorPath, contextLength: null };
        others.push(await loadModel(library, part, { signal, scratchFolder, onProgress: () => undefined }));
      }
    } catch (error) {
      for (const model of [main, ...others]) await model.dispose();
      throw error;
    }
    return new LoadedModels(main, others);
  }

  /** The model that generates from this prompt: the first that takes the media of its last message. */
  for({ turns, rawText }: Pick<Prompt, "turns" | "rawText">): EngineModel {
    const media = rawText === undefined ? (turns.findLast(({ role }) => role === "user")?.media ?? []) : [];
    const takesAll = ({ loaded }: EngineModel) => media.every(({ kind }) => supportsKind(kind, loaded.media));
    return [this.main, ...this.#parts].find(takesAll) ?? this.main;
  }

  async dispose(): Promise<void> {
    for (const model of [this.main, ...this.#parts]) await model.dispose();
  }
}

function mediaOf(all: readonly LoadedMedia[]): LoadedMedia {
  return {
    sees: all.some(({ sees }) => sees),
    hears: all.some(({ hears }) => hears),
    problem: all.find(({ problem }) => problem !== null)?.problem ?? null,
  };
}
