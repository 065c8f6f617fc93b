import type { AppSnapshot, EventMessage } from "../../../shared/ipc/contract.ts";
import type { ErrorCode } from "../../../shared/ipc/result.ts";
import { defaultSettings } from "../../../shared/settings/default-settings.ts";
import type { Settings } from "../../../shared/settings/settings.ts";
import type { EngineState } from "../../../shared/models/engine-state.ts";
import type { Model, ModelId } from "../../../shared/models/model.ts";

export interface ModelsState {
  readonly isLoaded: boolean;
  readonly host: AppSnapshot["host"];
  readonly modelsFolder: string;
  readonly models: readonly Model[];
  readonly engine: EngineState;
  readonly modelSettings: Settings["modelSettings"];
  readonly unloadAfterMinutes: Settings["unloadAfterMinutes"];
}

export const initialModels: ModelsState = {
  isLoaded: false,
  host: "browser",
  modelsFolder: "",
  models: [],
  engine: { type: "idle" },
  modelSettings: defaultSettings.modelSettings,
  unloadAfterMinutes: defaultSettings.unloadAfterMinutes,
};

export function fromSnapshot(snapshot: AppSnapshot): ModelsState {
  const { host, modelsFolder, models, engine, settings } = snapshot;
  const { modelSettings, unloadAfterMinutes } = settings;
  return {
    isLoaded: true,
    host,
    modelsFolder,
    models: sortModels(models),
    engine,
    modelSettings,
    unloadAfterMinutes,
  };
}

export function applyEvent(state: ModelsState, message: EventMessage): ModelsState {
  if (message.event === "models.changed") {
    return { ...state, models: sortModels(message.data) };
  }
  if (message.event === "settings.changed") {
    const { modelSettings, unloadAfterMinutes } = message.data;
    return { ...state, modelSettings, unloadAfterMinutes };
  }
  return message.event === "engine.changed" ? { ...state, engine: message.data } : state;
}

/**
 * A model's name, made unique: models with equal names get the quantization or, if that is equal too, the
 * file name appended. The demo always keeps its plain name.
 */
export function nameAmong(model: Model, models: readonly Model[]): string {
  const namesakes = models.filter((other) => other.name === model.name && other.id !== model.id);
  if (model.isDemo || namesakes.length === 0) {
    return model.name;
  }
  const { quantization } = model;
  const isQuantizationUnique =
    quantization !== null && namesakes.every((other) => other.isDemo || other.quantization !== quantization);
  return `${model.name} (${isQuantizationUnique ? quantization : model.fileName})`;
}

/** What the engine is doing with one model. */
export type Loading =
  | { readonly type: "none" }
  | { readonly type: "loading"; readonly progress: number }
  | { readonly type: "loaded"; readonly contextSizeTokens: number }
  /** `isCrash`: the engine crashed or hung after the model was loaded. */
  | { readonly type: "failed"; readonly isCrash: boolean };

export function loadingOf(engine: EngineState, modelId: ModelId): Loading {
  if (engine.type === "idle" || engine.modelId !== modelId) {
    return { type: "none" };
  }
  switch (engine.type) {
    case "held":
      return { type: "none" };
    case "loading":
      return { type: "loading", progress: engine.progress };
    case "ready":
      return { type: "loaded", contextSizeTokens: engine.contextSizeTokens };
    case "failed":
      return { type: "failed", isCrash: isCrash(engine.error.code) };
  }
}

const isCrash = (code: ErrorCode) => code === "engine-crashed" || code === "engine-hung";

/** Usable models by name, then unusable ones, the demo last. */
function sortModels(models: readonly Model[]): readonly Model[] {
  const rank = (model: Model) => (model.isDemo ? 2 : model.state.type === "ready" ? 0 : 1);
  return [...models].sort(
    (a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, undefined, { numeric: true }),
  );
}
