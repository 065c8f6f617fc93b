import { create } from "zustand";
import type { Catalog } from "../../../../shared/models/catalog.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { request } from "../../../ipc/client.ts";

/** What verdicts are made of. The page makes them itself, so that they follow the slider at once. */
export interface PlanningState {
  /** null while it is not known. */
  readonly hardware: Hardware | null;
  readonly catalog: Catalog | null;
  /** Of models on this computer; null for one whose file does not tell. */
  readonly facts: ReadonlyMap<ModelId, PlanFacts | null>;
  /** How much of a chat a model is to keep in mind, where nothing else was chosen for it. */
  readonly contextTokens: number;
}

export const usePlanning = create<PlanningState>(() => ({
  hardware: null,
  catalog: null,
  facts: new Map(),
  contextTokens: 8_192,
}));

/** When verdicts are about to be shown: memory and disk have changed since the last time. */
export async function loadPlanning(): Promise<void> {
  const [, catalog] = await Promise.all([
    loadHardware(),
    usePlanning.getState().catalog === null ? request("catalog.get", {}) : null,
  ]);
  if (catalog?.ok) {
    usePlanning.setState({ catalog: catalog.value });
  }
}

/** As it is now; null when it could not be asked for. */
export async function loadHardware(): Promise<Hardware | null> {
  const hardware = await request("hardware.get", {});
  if (!hardware.ok) {
    return null;
  }
  usePlanning.setState({ hardware: hardware.value });
  return hardware.value;
}

/** Asks for what is not known yet. */
export async function loadFacts(modelIds: readonly ModelId[]): Promise<void> {
  const unknown = modelIds.filter((modelId) => !usePlanning.getState().facts.has(modelId));
  await Promise.all(unknown.map((modelId) => factsOf(modelId)));
}

export async function factsOf(modelId: ModelId): Promise<PlanFacts | null> {
  const known = usePlanning.getState().facts.get(modelId);
  if (known !== undefined) {
    return known;
  }
  const plan = await request("models.plan", { modelId });
  if (!plan.ok) {
    return null;
  }
  usePlanning.setState(({ facts }) => ({ facts: new Map(facts).set(modelId, plan.value) }));
  return plan.value;
}

export function chooseContext(contextTokens: number): void {
  usePlanning.setState({ contextTokens });
}
