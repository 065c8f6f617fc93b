import { create } from "zustand";
import type { Catalog } from "../../../../shared/models/catalog.ts";
import type { Hardware } from "../../../../shared/models/hardware.ts";
import type { ModelId } from "../../../../shared/models/model.ts";
import type { PlanFacts } from "../../../../shared/models/plan-facts.ts";
import { request } from "../../../ipc/client.ts";

/** The inputs of verdicts, which the page computes itself so that they follow the slider immediately. */
export interface PlanningState {
  /** null while unknown. */
  readonly hardware: Hardware | null;
  readonly catalog: Catalog | null;
  /** Facts about installed models; null if the file does not contain them. */
  readonly facts: ReadonlyMap<ModelId, PlanFacts | null>;
  /**
   * Whether the speed of this computer is still being measured: verdicts that depend on it are not shown until
   * it is known, so that none changes under the pointer.
   */
  readonly isMeasuring: boolean;
  /** The context length assumed for models without one in their settings. */
  readonly contextTokens: number;
}

export const usePlanning = create<PlanningState>(() => ({
  hardware: null,
  catalog: null,
  facts: new Map(),
  isMeasuring: true,
  contextTokens: 8_192,
}));

/** A busy computer is not measured: verdicts then follow from memory alone. */
const longestMs = 10_000;
let giveUpMeasuring: number | null = null;

/** Called before verdicts are shown, because free memory and disk space change. */
export async function loadPlanning(): Promise<void> {
  giveUpMeasuring ??= window.setTimeout(() => usePlanning.setState({ isMeasuring: false }), longestMs);
  const [, catalog] = await Promise.all([
    loadHardware(),
    usePlanning.getState().catalog === null ? request("catalog.get", {}) : null,
  ]);
  if (catalog?.ok) {
    usePlanning.setState({ catalog: catalog.value });
  }
}

/** Fetches the current hardware state; null if the request fails. */
async function loadHardware(): Promise<Hardware | null> {
  const hardware = await request("hardware.get", {});
  if (!hardware.ok) {
    return null;
  }
  receiveHardware(hardware.value);
  return hardware.value;
}

/** @param hardware without a bandwidth: it may be published later */
export function receiveHardware(hardware: Hardware): void {
  const isMeasuring = hardware.bandwidthBytesPerSecond === null && usePlanning.getState().isMeasuring;
  usePlanning.setState({ hardware, isMeasuring });
}

/** Fetches the facts that are not known yet. */
export async function loadFacts(modelIds: readonly ModelId[]): Promise<void> {
  const unknown = modelIds.filter((modelId) => !usePlanning.getState().facts.has(modelId));
  await Promise.all(unknown.map((modelId) => factsOf(modelId)));
}

async function factsOf(modelId: ModelId): Promise<PlanFacts | null> {
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
