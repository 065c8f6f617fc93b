import { create } from "zustand";
import { defaultModelSettings } from "../../../../shared/models/default-model-settings.ts";
import type { EngineState } from "../../../../shared/models/engine-state.ts";
import type { Alternative } from "../../../../shared/models/fitting-alternatives.ts";
import type { MemoryShortage } from "../../../../shared/models/memory-shortage.ts";
import type { Model } from "../../../../shared/models/model.ts";
import type { ModelSettings } from "../../../../shared/models/model-settings.ts";
import { request } from "../../../ipc/client.ts";
import { chooseModel, configureModel, decideHeld, useModels, whileChoosing } from "../models-store.ts";

/** A load that waits for the user's decision, because it would not fit into memory. */
export interface UndecidedLoad {
  readonly model: Model;
  readonly conversationId: string | null;
  readonly shortage: MemoryShortage;
  /** Whether the engine started the load and waits for the decision; false if the user asked for it here. */
  readonly isWaiting: boolean;
}

export const useUndecidedLoad = create<{ readonly load: UndecidedLoad | null }>(() => ({ load: null }));

/** Chooses a model, or opens the dialog if it would not fit into the free memory. */
export async function askToLoad(model: Model, conversationId: string | null): Promise<void> {
  return whileChoosing(model.id, () => ask(model, conversationId));
}

async function ask(model: Model, conversationId: string | null): Promise<void> {
  const checked = await request("models.checkLoad", { modelId: model.id, contextTokens: null });
  // Where the check fails, the load reports why.
  if (checked.ok && checked.value !== null) {
    const load = { model, conversationId, shortage: checked.value, isWaiting: false };
    useUndecidedLoad.setState({ load });
  } else {
    await chooseModel(model, conversationId);
  }
}

/** Opens the dialog when the engine holds a load, and closes it when it no longer does. */
export function followEngine(
  engine: EngineState,
  models: readonly Model[],
  conversationId: string | null,
): void {
  if (engine.type !== "held") {
    useUndecidedLoad.setState(({ load }) => ({ load: load?.isWaiting === true ? null : load }));
    return;
  }
  const model = models.find(({ id }) => id === engine.modelId);
  if (model === undefined) return;
  useUndecidedLoad.setState({ load: { model, conversationId, shortage: engine, isWaiting: true } });
}

export function loadAnyway(): void {
  const load = takeLoad();
  if (load?.isWaiting === true) {
    void decideHeld(load.model.id, "load");
  } else if (load !== null) {
    void chooseModel(load.model, load.conversationId, true);
  }
}

export async function loadWith(alternative: Alternative): Promise<void> {
  const load = takeLoad();
  if (load === null) return;
  const { model, conversationId, isWaiting } = load;
  const settings = useModels.getState().modelSettings[model.id] ?? defaultModelSettings;
  await configureModel(model.id, { ...settings, ...changeFor(alternative) });
  await (isWaiting ? decideHeld(model.id, "again") : chooseModel(model, conversationId));
}

export function loadInstead(model: Model): void {
  const load = takeLoad();
  void chooseModel(model, load?.conversationId ?? null);
}

export function dismissLoad(): void {
  const load = takeLoad();
  if (load?.isWaiting === true) void decideHeld(load.model.id, "leave");
}

function takeLoad(): UndecidedLoad | null {
  const { load } = useUndecidedLoad.getState();
  useUndecidedLoad.setState({ load: null });
  return load;
}

function changeFor(alternative: Alternative): Partial<ModelSettings> {
  switch (alternative.type) {
    case "shorter-context":
      return { contextTokens: alternative.contextTokens };
    case "small-cache":
      return { kvType: "q8_0" };
    case "small-cache-and-context":
      return { kvType: "q8_0", contextTokens: alternative.contextTokens };
    case "fewer-gpu-layers":
      return { gpuLayers: alternative.gpuLayers };
  }
}
