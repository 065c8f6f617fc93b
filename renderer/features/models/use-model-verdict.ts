import { useMemo } from "react";
import { defaultModelSettings } from "../../../shared/models/default-model-settings.ts";
import { configuredModel } from "../../../shared/models/load-check.ts";
import type { Model } from "../../../shared/models/model.ts";
import { verdictFor, type Verdict } from "../../../shared/models/verdict.ts";
import { useModels } from "./models-store.ts";
import { usePlanning } from "./planning/planning-store.ts";

/** How well an installed model runs on this computer with its settings; null while that is not known. */
export function useModelVerdict(model: Model): Verdict | null {
  const facts = usePlanning((state) => state.facts.get(model.id) ?? null);
  const hardware = usePlanning((state) => state.hardware);
  const usualContext = usePlanning((state) => state.contextTokens);
  const settings = useModels((state) => state.modelSettings[model.id]) ?? defaultModelSettings;
  const { kvType, gpuLayers } = settings;
  const { projector, drafterBytes } = configuredModel(model, settings);
  const contextTokens = settings.contextTokens ?? usualContext;
  return useMemo(
    () =>
      facts && hardware
        ? verdictFor(facts, { contextTokens, kvType, gpuLayers, projector, drafterBytes }, hardware)
        : null,
    [facts, hardware, contextTokens, kvType, gpuLayers, projector, drafterBytes],
  );
}
