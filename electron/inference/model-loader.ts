import type { TextSegment } from "../../shared/formats/prompt-template.ts";
import type { Drafting } from "../../shared/inference/drafting.ts";
import type { LoadRequest } from "../../shared/inference/engine-protocol.ts";
import type { EngineState } from "../../shared/models/engine-state.ts";
import { describeShortage, shortageData, type MemoryShortage } from "../../shared/models/memory-shortage.ts";
import type { ModelId } from "../../shared/models/model.ts";
import type { ModelSettings } from "../../shared/models/model-settings.ts";
import { AppError, toFailure } from "../../shared/ipc/result.ts";
import { crashError, type Engine, type EngineCrash } from "./local/engine.ts";
import type { Log } from "../home/log.ts";
import { LoadConfirmation, type LoadDecision } from "./load-confirmation.ts";
import type { WantedModel, WhenMemoryShort } from "./inference-request.ts";
import type { CheckLoad, ModelLoad } from "./memory-check.ts";
import { loadableModel, type LoadableModel, type ModelSource } from "./model-source.ts";

export interface ModelLoadOptions {
  readonly whenMemoryShort: WhenMemoryShort;
  /** 0 to 1. */
  readonly onProgress?: (progress: number) => void;
  /** Asked before the user is: whether the load is still wanted. */
  readonly isWanted?: () => boolean;
}

/** Loads models into the engine and reports its state. Calls must not overlap; the scheduler sees to that. */
export class ModelLoader {
  readonly #engine: Engine;
  readonly #models: ModelSource;
  readonly #settingsOf: (modelId: ModelId) => ModelSettings;
  readonly #log: Log;
  readonly #listeners = new Set<(state: EngineState) => void>();
  #state: EngineState = { type: "idle" };
  #reportedAtMs = 0;
  #loaded: {
    readonly modelId: ModelId;
    readonly contextLength: number | null;
    /** The companions it had then; the drafter may not be used. */
    readonly projectorPath: string | null;
    readonly drafterPath: string | null;
    readonly settings: ModelSettings;
    readonly name: string;
    /** With the context size and GPU layers that resulted. */
    readonly as: ModelLoad;
  } | null = null;
  readonly #check: CheckLoad;
  readonly #held = new LoadConfirmation();

  constructor(options: {
    readonly engine: Engine;
    readonly models: ModelSource;
    /** How a model is loaded; a chat's own context length takes precedence. */
    readonly settingsOf: (modelId: ModelId) => ModelSettings;
    readonly check: CheckLoad;
    readonly log: Log;
  }) {
    this.#engine = options.engine;
    this.#models = options.models;
    this.#settingsOf = options.settingsOf;
    this.#check = options.check;
    this.#log = options.log;
    this.#engine.onCrash((crash) => this.#crashed(crash));
    this.#engine.onDrafting((drafting) => this.#drafts(drafting));
  }

  get state(): EngineState {
    return this.#state;
  }

  /** Id of the loaded model; null: none is loaded. */
  get loadedId(): ModelId | null {
    return this.#engine.loaded === null ? null : (this.#loaded?.modelId ?? null);
  }

  /** The context of this model, in tokens; null: it is not loaded. */
  contextSizeOf(modelId: ModelId): number | null {
    return this.loadedId === modelId ? (this.#engine.loaded?.contextSizeTokens ?? null) : null;
  }

  /** Tokens of a rendered prompt in the vocabulary of this model; null: it is not loaded. */
  async countSegments(modelId: ModelId, segments: readonly TextSegment[]): Promise<number | null> {
    return this.loadedId === modelId ? this.#engine.countSegments(segments).catch(() => null) : null;
  }

  onChange(listener: (state: EngineState) => void): void {
    this.#listeners.add(listener);
  }

  /** Whether the model is loaded with its current settings, whatever the context length. */
  has(modelId: ModelId): boolean {
    return (
      this.#loaded?.modelId === modelId &&
      this.#engine.loaded !== null &&
      isSameSettings(this.#loaded.settings, this.#settingsOf(modelId))
    );
  }

  /** A projector or a drafter that was added or removed since makes it another model, as does another file. */
  isReadyFor({ modelId, contextLength }: WantedModel): boolean {
    const files = this.#models.find(modelId);
    const loaded = this.#loaded;
    return (
      this.has(modelId) &&
      loaded?.contextLength === contextLength &&
      (files === null ||
        (files.path === loaded.as.path &&
          files.projectorPath === loaded.projectorPath &&
          files.drafterPath === loaded.drafterPath))
    );
  }

  /**
   * The file of a model that can be loaded.
   * @throws AppError `model-missing`, `model-incomplete`, `model-unreadable`, each with {name}
   */
  fileOf(wanted: WantedModel): LoadableModel {
    return loadableModel(this.#models, wanted);
  }

  /** The user's decision about a load that is held. */
  decide(modelId: ModelId, decision: LoadDecision): void {
    this.#held.decide(modelId, decision);
  }

  /** Loads this model from now on although it would not fit. */
  wantAnyway(modelId: ModelId): void {
    this.#held.wantAnyway(modelId);
  }

  /** Cancels a load that waits for the user's decision. */
  giveUpHeld(): void {
    this.#held.giveUp();
  }

  /**
   * What would fit instead of a model that does not fit; null: it fits, is loaded already, or the planner
   * does not know.
   * @throws AppError as `fileOf` does
   */
  async checkLoad(wanted: WantedModel): Promise<MemoryShortage | null> {
    const isLoaded = wanted.contextLength === null ? this.has(wanted.modelId) : this.isReadyFor(wanted);
    return isLoaded ? null : this.#shortageOf(wanted);
  }

  /**
   * Returns the model's current name. A model that is loaded keeps working when its file is gone.
   * @throws AppError as `fileOf` and `Engine.load` do; `memory-short` with `shortageData`: it would not fit;
   * each with {name}
   */
  async load(wanted: WantedModel, options: ModelLoadOptions): Promise<string> {
    const { onProgress = () => undefined } = options;
    const { modelId, contextLength } = wanted;
    if (this.#loaded && this.isReadyFor(wanted)) return this.#loaded.name;
    const { model, path, projectorPath, drafterPath, parts = [] } = this.fileOf(wanted);
    await this.#admit(wanted, options);
    const settings = this.#settingsOf(modelId);
    const drafter = await this.#drafterFor(wanted, settings);
    const earlier = this.#loaded?.name ?? "";
    this.#loaded = null;
    this.#enter({ type: "loading", modelId, progress: 0 });
    try {
      const files = { path, projectorPath, drafterPath: drafter?.path ?? null, parts };
      const request = requestFor(wanted, files, settings);
      const loaded = await this.#engine.load(request, (progress) => {
        this.#enter({ type: "loading", modelId, progress });
        onProgress(progress);
      });
      const { contextSizeTokens, media, drafting, gpuLayers } = loaded;
      const as = {
        path,
        projector: model.projector,
        drafterBytes: drafter?.sizeBytes ?? null,
        settings: { ...settings, contextTokens: contextSizeTokens, gpuLayers },
      };
      this.#loaded = { modelId, contextLength, projectorPath, drafterPath, settings, name: model.name, as };
      const isDrafterLeftOut = drafterPath !== null && drafter === null && settings.usesDrafter;
      this.#enter({ type: "ready", modelId, contextSizeTokens, media, drafting, isDrafterLeftOut });
      return model.name;
    } catch (thrown) {
      const { code, message, data } = toFailure(thrown);
      const failure = new AppError(code, message, { ...data, name: model.name, earlier });
      this.#log.error(`Loading ${modelId} failed`, thrown);
      this.#enter({ type: "failed", modelId, error: toFailure(failure) });
      throw failure;
    }
  }

  /** Unloads the model. */
  async unload(): Promise<void> {
    if (this.#loaded === null) return;
    this.#loaded = null;
    await this.#engine.unload();
    this.#enter({ type: "idle" });
  }

  /** A load that would not fit waits for the user's decision, or is refused. */
  async #admit(
    wanted: WantedModel,
    { whenMemoryShort, isWanted = () => true }: ModelLoadOptions,
  ): Promise<void> {
    const { modelId } = wanted;
    const before = this.#state;
    for (;;) {
      if (this.#held.isWantedAnyway(modelId)) return;
      const shortage = await this.#shortageOf(wanted);
      if (shortage === null) return;
      const isAsked = whenMemoryShort === "ask" && isWanted();
      const decision = isAsked ? await this.#ask(wanted, shortage) : "leave";
      if (decision === "load") return;
      if (decision === "leave") {
        if (this.#state.type === "held") {
          this.#enter(before.type === "ready" && this.#loaded === null ? { type: "idle" } : before);
        }
        const data = { name: this.fileOf(wanted).model.name, ...shortageData(shortage) };
        throw new AppError("memory-short", describeShortage(modelId, shortage), data);
      }
    }
  }

  #ask({ modelId, contextLength }: WantedModel, shortage: MemoryShortage): Promise<LoadDecision> {
    const decision = this.#held.decisionFor(modelId);
    this.#enter({ type: "held", modelId, contextTokens: contextLength, ...shortage });
    return decision;
  }

  async #shortageOf(wanted: WantedModel): Promise<MemoryShortage | null> {
    const { model, path } = this.fileOf(wanted);
    if (model.isDemo) return null;
    try {
      const load = { model, path, contextTokens: wanted.contextLength };
      return await this.#check.shortage(load, this.#loaded?.as ?? null);
    } catch (thrown) {
      this.#log.error(`The memory check of ${model.id} failed`, thrown);
      return null;
    }
  }

  /** The drafter to load a model with; null: it has none, or it is not wanted, or would not fit. */
  async #drafterFor(
    wanted: WantedModel,
    { usesDrafter }: ModelSettings,
  ): Promise<{ readonly path: string; readonly sizeBytes: number } | null> {
    const { model, path, drafterPath } = this.fileOf(wanted);
    if (drafterPath === null || model.drafter === null || !usesDrafter) return null;
    try {
      const load = { model, path, contextTokens: wanted.contextLength };
      const fits = await this.#check.drafterFits(load, this.#loaded?.as ?? null);
      return fits ? { path: drafterPath, sizeBytes: model.drafter.sizeBytes } : null;
    } catch (thrown) {
      this.#log.error(`The memory check of the drafter of ${model.id} failed`, thrown);
      return null;
    }
  }

  #drafts(drafting: Drafting) {
    if (this.#state.type === "ready") this.#enter({ ...this.#state, drafting });
  }

  #crashed(crash: EngineCrash) {
    const { exitCode, signal, hang, lastWords, opening } = crash;
    const cause = hang === null ? "ended by itself" : `was ended, being ${hang}`;
    const how = opening === null ? cause : `${cause} while loading its ${opening} library`;
    this.#log.error(`The engine ${how}: exit code ${exitCode}, signal ${signal}`, lastWords);
    this.#loaded = null;
    const modelId = "modelId" in this.#state ? this.#state.modelId : null;
    this.#enter({ type: "failed", modelId, error: toFailure(crashError(crash)) });
  }

  #enter(state: EngineState) {
    if (this.#isTooSoonToReport(state)) return;
    this.#state = state;
    this.#reportedAtMs = performance.now();
    for (const listener of this.#listeners) listener(state);
  }

  /** Progress arrives in bursts of hundreds of steps; ten a second are enough for the eye. */
  #isTooSoonToReport(state: EngineState): boolean {
    const old = this.#state;
    if (old.type !== "loading" || state.type !== "loading" || old.modelId !== state.modelId) return false;
    const isSmallStep = state.progress < 1 && state.progress - old.progress < 0.05;
    return isSmallStep && performance.now() - this.#reportedAtMs < 100;
  }
}

type LoadedFiles = Required<Pick<LoadableModel, "path" | "projectorPath" | "drafterPath" | "parts">>;

function requestFor(
  { modelId, contextLength }: WantedModel,
  { path, projectorPath, drafterPath, parts }: LoadedFiles,
  { contextTokens, kvType, gpuLayers, threads, chatTemplate }: ModelSettings,
): LoadRequest {
  return {
    modelId,
    modelPath: path,
    ...(projectorPath !== null && { projectorPath }),
    ...(parts.length > 0 && { parts }),
    ...(drafterPath !== null && { drafterPath }),
    contextLength: contextLength ?? contextTokens,
    kvType,
    ...(gpuLayers !== null && { gpuLayers }),
    ...(threads !== null && { threads }),
    ...(chatTemplate !== null && { chatTemplate }),
  };
}

function isSameSettings(a: ModelSettings, b: ModelSettings): boolean {
  return (Object.keys(a) as (keyof ModelSettings)[]).every((key) => a[key] === b[key]);
}
